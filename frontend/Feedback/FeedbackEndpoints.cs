using System.Collections.Immutable;
using System.Net.Mime;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Feedback;

namespace Posture.Frontend.Feedback;

/// <summary>
/// <c>/api/users/{user}/feedback</c>: what a wearer says of predictions. <c>/api/models/accuracy</c>: what that says of
/// the models.
/// </summary>
internal static class FeedbackEndpoints
{
    private const int DefaultDays = 7;

    /// <summary>Adds the endpoints to a group whose route holds <c>{user}</c>.</summary>
    public static void MapFeedback(this RouteGroupBuilder user)
    {
        RouteGroupBuilder feedback = user.MapGroup("/feedback").WithTags("Feedback");
        feedback.MapPost("", NoteAsync)
            .WithSummary("Say what posture it was")
            .WithDescription(
                """
                {"posture": 3, "prediction_id": 17} is about one logged prediction, {"posture": 3, "from": …, "to": …} about
                all that came in that time, an hour at the most. Said again, the later word counts.
                """)
            .Accepts<JsonElement>(MediaTypeNames.Application.Json)
            .Produces<FeedbackTallyView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        feedback.MapGet("", async (string user, IGrainFactory grains) => Results.Ok(FeedbackView.Of(await Grain(grains).Summary(user))))
            .WithSummary("What a user has said, by posture")
            .Produces<FeedbackView>();
    }

    /// <summary>Adds what is about models instead of users.</summary>
    public static void MapModelAccuracy(this IEndpointRouteBuilder app) => app.MapGet("/api/models/accuracy", AccuracyAsync)
        .WithTags("Models")
        .WithSummary("How each model version did by what wearers say, and how many predictions that covers")
        .WithDescription("from and to are ISO 8601 times; whole UTC days are counted. Default: the last seven days.")
        .Produces<ImmutableArray<ModelAccuracyView>>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static IFeedbackGrain Grain(IGrainFactory grains) => grains.GetGrain<IFeedbackGrain>(IFeedbackGrain.Pool);

    private static Task<IResult> NoteAsync(string user, HttpRequest request, IGrainFactory grains) =>
        JsonBody.HandleAsync(request, body => FeedbackRequest.Read(user, body), async note =>
        {
            FeedbackTally tally = await Grain(grains).Note(note);
            return tally.NotedCount > 0
                ? Results.Ok(new FeedbackTallyView(note.Posture, tally.NotedCount, tally.RightCount))
                : Results.Problem(
                    "No prediction of the user in the log is meant. One appears there within a second of its reply.",
                    statusCode: StatusCodes.Status404NotFound);
        });

    private static async Task<IResult> AccuracyAsync(IGrainFactory grains, TimeProvider time, string? from, string? to)
    {
        try
        {
            int toDay = Day(TimeParameter.Read("to", to) ?? time.GetUtcNow());
            int fromDay = TimeParameter.Read("from", from) is { } begin ? Day(begin) : toDay - DefaultDays + 1;
            return Results.Ok((await Grain(grains).Accuracy(fromDay, toDay)).Select(ModelAccuracyView.Of));
        }
        catch (FieldRefusedException e)
        {
            return JsonBody.Refuse(e.Field, e.Message);
        }
    }

    private static int Day(DateTimeOffset time) => (int)(time - DateTimeOffset.UnixEpoch).TotalDays;
}
