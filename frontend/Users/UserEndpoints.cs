using Posture.Frontend.Access;
using Posture.Frontend.Alerts;
using Posture.Frontend.Calibration;
using Posture.Frontend.Connections;
using Posture.Frontend.Feedback;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Users;

/// <summary><c>/api/users/{user}</c>: a user at a glance, and their predictions.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder user = app.MapGroup("/api/users/{user}")
            .WithTags("Users")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .AddEndpointFilter(RequireUserId);
        user.MapGet("", DescribeAsync)
            .WithSummary("A user at a glance: connection, window fill, calibration, last prediction")
            .Produces<UserView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        user.MapDelete("", EraseAsync)
            .WithSummary("Erase a person everywhere")
            .WithDescription(
                """
                Their device is sent away (4410); calibration, alerts, feedback, logged predictions and connections are
                deleted. 503 when something is left, because a store is away or there is very much of it: ask again.
                """)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        user.MapGet("/predictions", PredictionsAsync)
            .WithSummary("A user's logged predictions, newest first")
            .WithDescription(
                """
                from (inclusive) and to (exclusive) are ISO 8601 times, limit is 1 to 1000, cursor is the next_cursor of
                the page before. A prediction appears here once its batch is stored, usually within half a second.
                """)
            .Produces<PredictionPageView>();
        user.MapConnections();
        user.MapCalibration();
        user.MapAlerts();
        user.MapFeedback();
    }

    private static ValueTask<object?> RequireUserId(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        UserId.IsValid((string)context.HttpContext.GetRouteValue("user")!)
            ? next(context)
            : new(JsonBody.Refuse("user", $"The user id must be {UserId.Rule}."));

    private static async Task<IResult> DescribeAsync(string user, IGrainFactory grains) =>
        await grains.GetGrain<IUserGrain>(user).Describe() is { } status
            ? Results.Ok(UserView.Of(user, status, await grains.GetGrain<IUserCalibrationGrain>(user).Status()))
            : Results.Problem($"There is no user '{user}'.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> EraseAsync(string user, IGrainFactory grains, DeviceTokens tokens)
    {
        bool isErased = await grains.GetGrain<IUserGrain>(user).Erase();
        tokens.Forget();
        return isErased
            ? Results.NoContent()
            : Results.Problem("Not everything is erased yet; ask again.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> PredictionsAsync(
        string user, IGrainFactory grains, string? from, string? to, string? limit, string? cursor)
    {
        PredictionQuery query;
        try
        {
            query = PredictionParameters.Read(user, from, to, limit, cursor);
        }
        catch (FieldRefusedException e)
        {
            return JsonBody.Refuse(e.Field, e.Message);
        }

        PredictionPage page = await grains.GetGrain<IPredictionHistoryGrain>(IPredictionHistoryGrain.Pool).Read(query);
        return Results.Ok(PredictionPageView.Of(page));
    }
}
