using Posture.Grains.Interfaces.PredictionLog;

namespace Posture.Grains.PredictionLog;

/// <summary>Rows to pages.</summary>
internal static class PredictionPages
{
    /// <summary>The page that begins with these rows: one more than <paramref name="limit"/> means that another follows.</summary>
    public static PredictionPage Of(List<LoggedPrediction> rows, int limit)
    {
        bool hasMore = rows.Count > limit;
        if (hasMore)
            rows.RemoveAt(limit);
        PredictionPosition? next = hasMore ? new PredictionPosition(rows[^1].ReceivedAtUnixMicros, rows[^1].Id) : null;
        return new PredictionPage([.. rows], next);
    }
}
