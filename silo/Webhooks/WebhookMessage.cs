using System.Text.Json;
using System.Text.Json.Serialization;
using Posture.Grains.Alerts;

namespace Posture.Silo.Webhooks;

/// <summary>What is posted: <c>posture.alert.raised</c> or <c>posture.alert.cleared</c>, and when it happened.</summary>
internal sealed record WebhookMessage(string Type, DateTimeOffset Timestamp, WebhookAlert Data)
{
    public static WebhookMessage Of(string user, AlertChange change) => new(
        change.Reason is null ? "posture.alert.raised" : "posture.alert.cleared",
        DateTimeOffset.FromUnixTimeMilliseconds(change.AtUnixMs),
        new WebhookAlert(
            user,
            change.Alert.Posture,
            DateTimeOffset.FromUnixTimeMilliseconds(change.Alert.SinceUnixMs),
            DateTimeOffset.FromUnixTimeMilliseconds(change.Alert.RaisedAtUnixMs),
            change.ReasonName));

    public string ToJson() => JsonSerializer.Serialize(this, WebhookJson.Default.WebhookMessage);
}

/// <summary>The alert; <paramref name="Reason"/> tells why it came down.</summary>
internal sealed record WebhookAlert(
    string User, int Posture, DateTimeOffset Since, DateTimeOffset RaisedAt, string? Reason);

/// <summary>JSON form of the messages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext;
