using System.Net.Mime;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Calibration;

/// <summary><c>/api/users/{user}/calibration</c>: how one person holds each posture.</summary>
internal static class CalibrationEndpoints
{
    /// <summary>Adds the endpoints to a group whose route holds <c>{user}</c>.</summary>
    public static void MapCalibration(this RouteGroupBuilder user)
    {
        RouteGroupBuilder calibration = user.MapGroup("/calibration").WithTags("Calibration");
        calibration.MapGet("", StatusAsync)
            .WithSummary("What is calibrated, how well, and the latest capture")
            .Produces<CalibrationView>();
        calibration.MapDelete("", (string user, IGrainFactory grains) => ForgetAsync(user, null, grains))
            .WithSummary("Forget the whole calibration")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        calibration.MapDelete("/capture", CancelAsync)
            .WithSummary("End a capture that is under way; what was calibrated before still holds")
            .Produces(StatusCodes.Status204NoContent);

        RouteGroupBuilder posture = calibration.MapGroup("/{posture:int}").AddEndpointFilter(RequirePosture);
        posture.MapPost("", CalibrateAsync)
            .WithSummary("Calibrate one posture")
            .WithDescription(
                """
                {"seconds": 20} captures what the user's connected device streams from now on; GET tells how it goes.
                {"frames": [[ms, degrees], …]} gives the frames at once, 2048 at the most. {"feedback": true} adds what the
                user said of predictions to what is calibrated already.
                """)
            .Accepts<JsonElement>(MediaTypeNames.Application.Json)
            .Produces<CaptureView>()
            .Produces<CaptureView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        posture.MapDelete("", (string user, int posture, IGrainFactory grains) => ForgetAsync(user, posture, grains))
            .WithSummary("Forget one posture")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static ValueTask<object?> RequirePosture(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        int.Parse((string)context.HttpContext.GetRouteValue("posture")!) is >= 0 and < PostureLabel.Count
            ? next(context)
            : new(JsonBody.Refuse("posture", $"The posture must be 0 to {PostureLabel.Count - 1}."));

    private static async Task<IResult> StatusAsync(string user, IGrainFactory grains) =>
        Results.Ok(CalibrationView.Of(await grains.GetGrain<IUserCalibrationGrain>(user).Status()));

    private static Task<IResult> CalibrateAsync(string user, int posture, HttpRequest request, IGrainFactory grains)
    {
        IUserCalibrationGrain grain = grains.GetGrain<IUserCalibrationGrain>(user);
        return JsonBody.HandleAsync(request, CalibrationRequest.Read, asked => asked switch
        {
            { Seconds: { } seconds } => BeginAsync(grain, posture, seconds),
            { IsFromFeedback: true } => AnswerAsync(grain.CalibrateFromFeedback(posture)),
            _ => AnswerAsync(grain.Calibrate(posture, asked.Frames)!),
        });
    }

    private static async Task<IResult> BeginAsync(IUserCalibrationGrain grain, int posture, double seconds) =>
        await grain.BeginCapture(posture, seconds)
            ? Results.Accepted(null, CaptureView.Of(new CaptureStatus(posture, CaptureState.Capturing, seconds)))
            : Results.Problem(
                "No device of the user is connected; connect it, or send the frames.",
                statusCode: StatusCodes.Status409Conflict);

    private static async Task<IResult> AnswerAsync(Task<CaptureStatus?> capturing) => await capturing switch
    {
        null => Refuse("no_feedback", "There is no feedback on this posture that is not in the calibration already."),
        { State: CaptureState.Done } capture => Results.Ok(CaptureView.Of(capture)),
        { Fault: CaptureFault.NotStored, Reason: var reason } => Results.Problem(
            $"The capture was rejected: {reason}.", statusCode: StatusCodes.Status503ServiceUnavailable),
        var rejected => Refuse(CaptureView.Of(rejected).ReasonCode!, $"The capture was rejected: {rejected.Reason}."),
    };

    private static IResult Refuse(string reasonCode, string detail) => Results.Problem(
        detail,
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["reason_code"] = reasonCode });

    private static async Task<IResult> CancelAsync(string user, IGrainFactory grains)
    {
        await grains.GetGrain<IUserCalibrationGrain>(user).CancelCapture();
        return Results.NoContent();
    }

    private static async Task<IResult> ForgetAsync(string user, int? posture, IGrainFactory grains) =>
        await grains.GetGrain<IUserCalibrationGrain>(user).Forget(posture)
            ? Results.NoContent()
            : Results.Problem(
                "The storage did not take it; try again.", statusCode: StatusCodes.Status503ServiceUnavailable);
}
