using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.PredictionLog;

/// <summary>Writing to and reading from a spool in one go.</summary>
internal static class SpoolReading
{
    public static void AppendAll(this PredictionSpool spool, IEnumerable<PredictionRecord> records)
    {
        foreach (PredictionRecord record in records)
            spool.Append(record);
    }

    /// <summary>Appends numbered records until one is refused; returns its number and the refusal.</summary>
    public static (int Next, IOException Refusal) AppendUntilRefused(this PredictionSpool spool, int first)
    {
        for (int next = first; ; next++)
        {
            try
            {
                spool.Append(PredictionRecords.Numbered(next));
            }
            catch (IOException e)
            {
                return (next, e);
            }
        }
    }

    /// <summary>Takes everything out, as a store that accepts all would.</summary>
    public static long[] TakeAll(this PredictionSpool spool, int batch = 7)
    {
        var taken = new List<PredictionRecord>();
        while (spool.Peek(batch) is { Records.Count: > 0 } next)
        {
            taken.AddRange(next.Records);
            spool.Release(next);
        }

        return PredictionRecords.Sequences(taken);
    }
}
