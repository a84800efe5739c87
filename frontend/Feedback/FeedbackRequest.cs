using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Feedback;

/// <summary>
/// The body of <c>POST /api/users/{user}/feedback</c>: <c>{"posture":3,"prediction_id":17}</c> or
/// <c>{"posture":3,"from":…,"to":…}</c>.
/// </summary>
internal static class FeedbackRequest
{
    private static readonly TimeSpan LongestStretch = TimeSpan.FromHours(1);

    /// <exception cref="FieldRefusedException">A field is missing or wrong.</exception>
    public static FeedbackNote Read(string user, JsonElement body)
    {
        int posture = body.TryGetProperty("posture", out JsonElement label)
            && label.ValueKind == JsonValueKind.Number
            && label.TryGetInt32(out int value)
            && value is >= 0 and < PostureLabel.Count
                ? value
                : throw new FieldRefusedException("posture", $"posture must be a label from 0 to {PostureLabel.Count - 1}.");
        return body.TryGetProperty("prediction_id", out JsonElement id)
            ? new FeedbackNote(user, posture, PredictionId(id))
            : OfStretch(user, posture, body);
    }

    private static long PredictionId(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long id)
            ? id
            : throw new FieldRefusedException("prediction_id", "prediction_id must be the id of a logged prediction.");

    private static FeedbackNote OfStretch(string user, int posture, JsonElement body)
    {
        DateTimeOffset from = Time(body, "from"), to = Time(body, "to");
        if (from >= to || to - from > LongestStretch)
            throw new FieldRefusedException("to", $"to must be after from, by {LongestStretch.TotalMinutes} minutes at the most.");
        return new FeedbackNote(user, posture, null, UnixMicros.From(from), UnixMicros.From(to));
    }

    private static DateTimeOffset Time(JsonElement body, string field) =>
        body.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? TimeParameter.Read(field, value.GetString())!.Value
            : throw new FieldRefusedException(field, $"The body needs prediction_id, or from and to; {field} is missing or no time.");
}
