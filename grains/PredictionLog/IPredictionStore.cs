using Posture.Grains.Interfaces.PredictionLog;

namespace Posture.Grains.PredictionLog;

/// <summary>The durable home of the prediction log: a SQLite file or PostgreSQL.</summary>
internal interface IPredictionStore
{
    /// <summary>
    /// Stores all of <paramref name="records"/> or none. A record that is stored already is left as it is, so a batch
    /// may be given again.
    /// </summary>
    Task AppendAsync(IReadOnlyList<PredictionRecord> records, CancellationToken cancellationToken);

    /// <summary>Reads a page, newest first.</summary>
    Task<PredictionPage> ReadAsync(PredictionQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes at most <paramref name="limit"/> rows older than the given time, and the feedback of that age; returns how many
    /// rows it deleted.
    /// </summary>
    Task<int> DeleteOlderAsync(long beforeUnixMicros, int limit, CancellationToken cancellationToken);
}
