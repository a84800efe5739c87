using System.Text;
using Microsoft.Extensions.Logging;

namespace Posture.Grains.PredictionLog;

/// <summary>Gets everything that a spool holds of the past off the disk, before somebody is erased.</summary>
internal sealed partial class SpoolFlush(
    PredictionSpool spool, SpoolDirectory directory, TimeProvider time, ILogger<SpoolFlush> logger)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Waits until what was appended so far is in the log store and its segments are deleted; false when that is cancelled.
    /// </summary>
    public async Task<bool> ShipAsync(CancellationToken cancellationToken)
    {
        SpoolMark mark = spool.Seal();
        while (!spool.IsShipped(mark))
        {
            if (cancellationToken.IsCancellationRequested)
                return false;
            await Task.Delay(LookAgainAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }

    /// <summary>
    /// Strikes the user's name out of damaged segments that were set aside; what they hold of others stays. A text in them
    /// begins with its length.
    /// </summary>
    public void ForgetDamaged(string user)
    {
        byte[] name = [(byte)user.Length, .. Encoding.UTF8.GetBytes(user)];
        foreach (string path in Directory.EnumerateFiles(directory.Path, "*" + SpoolSegment.DamagedExtension))
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (!StrikeOut(bytes, name))
                continue;
            File.WriteAllBytes(path, bytes);
            LogForgotten(path);
        }
    }

    private static bool StrikeOut(Span<byte> bytes, ReadOnlySpan<byte> name)
    {
        bool isFound = false;
        for (int at; (at = bytes.IndexOf(name)) >= 0; bytes = bytes[(at + name.Length)..])
        {
            bytes.Slice(at + 1, name.Length - 1).Clear();
            isFound = true;
        }

        return isFound;
    }

    [LoggerMessage(4005, LogLevel.Warning, "Struck somebody who was erased out of the damaged spool segment {Path}")]
    private partial void LogForgotten(string path);
}
