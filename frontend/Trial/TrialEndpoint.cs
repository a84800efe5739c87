using System.Collections.Immutable;
using System.Net.Mime;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Trial;

/// <summary><c>POST /test-prediction</c>: what the model says of a few frames. Nothing is kept, nothing is logged.</summary>
internal static class TrialEndpoint
{
    public static void MapTrial(this IEndpointRouteBuilder app) =>
        app.MapPost("/test-prediction", HandleAsync)
            .WithTags("Predictions")
            .WithSummary("Classify one frame, or the window that a few frames make")
            .WithDescription(
                """
                The body is {"timestamp": ms, "relativePitch": degrees}, or {"frames": [[ms, degrees], …]} with 1 to 512
                frames. The answer is the prediction message of the WebSocket protocol. Nothing is kept or logged.
                """)
            .Accepts<JsonElement>(MediaTypeNames.Application.Json)
            .Produces<JsonElement>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> HandleAsync(HttpRequest request, IGrainFactory grains, TimeProvider time) =>
        JsonBody.HandleAsync(request, TrialRequest.Read, frames => AnswerAsync(frames, grains, time));

    private static async Task<IResult> AnswerAsync(ImmutableArray<PitchFrame> frames, IGrainFactory grains, TimeProvider time)
    {
        Prediction? prediction = await grains.GetGrain<IInferenceGrain>(IInferenceGrain.Pool).TryFrames(frames);
        if (prediction is null)
            return Results.Problem(
                ErrorTexts.Text(FrameError.ModelNotLoaded), statusCode: StatusCodes.Status503ServiceUnavailable);
        using var replies = new V1Replies();
        ReadOnlyMemory<byte> json = replies.Prediction(prediction, frames[^1], time.GetUtcNow());
        return Results.Bytes(json, MediaTypeNames.Application.Json);
    }
}
