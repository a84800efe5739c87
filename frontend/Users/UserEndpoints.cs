using Microsoft.AspNetCore.Mvc;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Users;

/// <summary><c>/api/users/{user}</c>: a user at a glance, and their predictions.</summary>
internal static class UserEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder user = app.MapGroup("/api/users/{user}")
            .WithTags("Users")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .AddEndpointFilter(RequireUserId);
        user.MapGet("", DescribeAsync)
            .WithSummary("A user at a glance: connection, window fill, last prediction")
            .Produces<UserView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        user.MapGet("/predictions", PredictionsAsync)
            .WithSummary("A user's logged predictions, newest first")
            .WithDescription("A prediction appears here once its batch is stored, usually within half a second.")
            .Produces<PredictionPageView>();
    }

    private static ValueTask<object?> RequireUserId(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        UserId.IsValid((string)context.HttpContext.GetRouteValue("user")!)
            ? next(context)
            : new(BadRequest("user", $"The user id must be {UserId.Rule}."));

    private static async Task<IResult> DescribeAsync(string user, IGrainFactory grains) =>
        await grains.GetGrain<IUserGrain>(user).Describe() is { } status
            ? Results.Ok(UserView.Of(user, status))
            : Results.Problem($"There is no user '{user}'.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> PredictionsAsync(
        string user,
        IGrainFactory grains,
        [FromQuery] DateTimeOffset? from,
        [FromQuery] DateTimeOffset? to,
        [FromQuery] string? cursor,
        [FromQuery] int limit = DefaultLimit)
    {
        if (limit is < 1 or > MaxLimit)
            return BadRequest("limit", $"limit must be 1 to {MaxLimit}.");
        PredictionPosition position = default;
        if (cursor is not null && !Cursor.TryRead(cursor, out position))
            return BadRequest("cursor", "cursor must be a next_cursor of an earlier page.");

        var query = new PredictionQuery(
            user,
            from is { } earliest ? UnixMicros.From(earliest) : null,
            to is { } latest ? UnixMicros.From(latest) : null,
            limit,
            cursor is null ? null : position);
        PredictionPage page = await grains.GetGrain<IPredictionHistoryGrain>(IPredictionHistoryGrain.Pool).Read(query);
        return Results.Ok(PredictionPageView.Of(page));
    }

    private static IResult BadRequest(string field, string detail) => Results.Problem(
        detail,
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?> { ["field"] = field });
}
