using System.Globalization;
using Posture.Grains.PredictionLog;

namespace Posture.Silo.Commands;

/// <summary>Says how far the shipping is, once a second, and at its end.</summary>
internal sealed class ShippingProgress(TextWriter output, PredictionSpool spool, TimeProvider time) : IProgress<int>
{
    private const double BytesPerMegabyte = 1_000_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly long _totalRecords = spool.RecoveredRecords;
    private readonly long _totalBytes = spool.PendingBytes;
    private long _shippedRecords;
    private long _saidAt = time.GetTimestamp();

    public string Summary(LeftoverData data) => string.Create(
        CultureInfo.InvariantCulture, $"The spool of '{data.FullPath}' holds {_totalRecords} predictions, {Megabytes(_totalBytes)} MB.");

    public void Report(int value)
    {
        _shippedRecords += value;
        if (_shippedRecords < _totalRecords && time.GetElapsedTime(_saidAt) < Interval)
            return;
        _saidAt = time.GetTimestamp();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Shipped {_shippedRecords} of {_totalRecords} predictions, {Megabytes(_totalBytes - spool.PendingBytes)} of {Megabytes(_totalBytes)} MB."));
    }

    private static string Megabytes(long bytes) => (bytes / BytesPerMegabyte).ToString("0.00", CultureInfo.InvariantCulture);
}
