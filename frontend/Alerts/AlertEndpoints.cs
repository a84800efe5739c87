using System.Net.Mime;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Alerts;

namespace Posture.Frontend.Alerts;

/// <summary>
/// <c>/api/users/{user}/alerts</c>: what a wearer is told of, and what is up. <c>/api/users/{user}/postures</c>: how long
/// each posture was held.
/// </summary>
internal static class AlertEndpoints
{
    /// <summary>Adds the endpoints to a group whose route holds <c>{user}</c>.</summary>
    public static void MapAlerts(this RouteGroupBuilder user)
    {
        RouteGroupBuilder alerts = user.MapGroup("/alerts")
            .WithTags("Alerts")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        alerts.MapGet("", async (string user, IGrainFactory grains) => Results.Ok(AlertView.Of(await Grain(grains, user).Alerts())))
            .WithSummary("Settings, the steady posture, and the alert that is up")
            .Produces<AlertView>();
        alerts.MapPut("", ConfigureAsync)
            .WithSummary("Choose what counts as a slouch, and when it is worth an alert")
            .WithDescription(
                """
                All four fields are needed. bad_postures: 1 to 7 labels; after_seconds: 5 to 3600; clear_after_seconds: 1
                to 600. An alert that is up comes down.
                """)
            .Accepts<AlertSettingsView>(MediaTypeNames.Application.Json)
            .Produces<AlertView>();
        alerts.MapDelete("", (string user, IGrainFactory grains) => AnswerAsync(Grain(grains, user).Configure(null)))
            .WithSummary("Back to the default settings")
            .Produces<AlertView>();
        alerts.MapPost("/snooze", SnoozeAsync)
            .WithSummary("Keep quiet for a while")
            .WithDescription("""{"minutes": 30}, 1 to 1440. An alert that is up comes down.""")
            .Accepts<JsonElement>(MediaTypeNames.Application.Json)
            .Produces<AlertView>();
        alerts.MapDelete("/snooze", (string user, IGrainFactory grains) => AnswerAsync(Grain(grains, user).Snooze(null)))
            .WithSummary("End a snooze")
            .Produces<AlertView>();
        user.MapGet("/postures", HeldAsync)
            .WithTags("Alerts")
            .WithSummary("How long each posture was held")
            .WithDescription(
                """
                from (default: as far as it reaches) and to (default: now) are ISO 8601 times. Counted by the steady posture, in
                whole quarters of an hour, as far as the latest two days of wearing reach.
                """)
            .Produces<PostureTimesView>();
    }

    private static IUserAlertsGrain Grain(IGrainFactory grains, string user) => grains.GetGrain<IUserAlertsGrain>(user);

    private static Task<IResult> ConfigureAsync(string user, HttpRequest request, IGrainFactory grains) =>
        JsonBody.HandleAsync(request, AlertRequest.ReadSettings, settings => AnswerAsync(Grain(grains, user).Configure(settings)));

    private static Task<IResult> SnoozeAsync(string user, HttpRequest request, IGrainFactory grains, TimeProvider time) =>
        JsonBody.HandleAsync(request, AlertRequest.ReadSnooze, snooze =>
            AnswerAsync(Grain(grains, user).Snooze((time.GetUtcNow() + snooze).ToUnixTimeMilliseconds())));

    private static async Task<IResult> HeldAsync(string user, IGrainFactory grains, TimeProvider time, string? from, string? to)
    {
        try
        {
            DateTimeOffset end = TimeParameter.Read("to", to) ?? time.GetUtcNow();
            DateTimeOffset begin = TimeParameter.Read("from", from) ?? DateTimeOffset.UnixEpoch;
            return begin < end
                ? Results.Ok(PostureTimesView.Of(
                    await Grain(grains, user).Held(begin.ToUnixTimeMilliseconds(), end.ToUnixTimeMilliseconds())))
                : JsonBody.Refuse("from", "from must be before to.");
        }
        catch (FieldRefusedException e)
        {
            return JsonBody.Refuse(e.Field, e.Message);
        }
    }

    private static async Task<IResult> AnswerAsync(Task<AlertStatus?> change) => await change is { } status
        ? Results.Ok(AlertView.Of(status))
        : Results.Problem("The storage did not take it; try again.", statusCode: StatusCodes.Status503ServiceUnavailable);
}
