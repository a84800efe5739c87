using Posture.Grains.PredictionLog;
using Posture.Silo.Hosting;
using Posture.Silo.Webhooks;

namespace Posture.Silo.Commands;

/// <summary>The data folder of a silo that does not come back.</summary>
internal sealed class LeftoverData
{
    private LeftoverData(string fullPath) => FullPath = fullPath;

    /// <summary>Absolute path.</summary>
    public string FullPath { get; }

    public string Spool => Path.Combine(FullPath, DataDirectory.Spool);

    private string Webhook => Path.Combine(FullPath, DataDirectory.Webhook);

    /// <exception cref="CommandRefusedException">It is no such folder.</exception>
    public static LeftoverData Open(string path)
    {
        var data = new LeftoverData(Path.GetFullPath(path));
        if (!Directory.Exists(data.FullPath))
            throw new CommandRefusedException($"There is no folder '{data.FullPath}'. --from names the data folder of a silo.");
        if (File.Exists(Path.Combine(data.FullPath, DataDirectory.EmbeddedLog)))
            throw new CommandRefusedException(
                $"'{data.FullPath}' is the data folder of an embedded server, with a log of its own. Start the server over it: it ships its spool itself.");
        if (!Directory.Exists(data.Spool))
            throw new CommandRefusedException($"There is no spool in '{data.FullPath}'. --from names the data folder of a silo.");
        return data;
    }

    /// <summary>What is in the folder beside predictions, for who wants to delete it.</summary>
    public string DescribeRest()
    {
        int damaged = Directory.GetFiles(Spool, "*" + SpoolSegment.DamagedExtension).Length;
        int alerts = Directory.Exists(Webhook)
            ? Directory.EnumerateFiles(Webhook).Count(file => PendingWebhook.IsName(Path.GetFileName(file)))
            : 0;
        return $"""
            No prediction is left in '{Spool}'; damaged segments set aside there: {damaged}.
            Alerts that wait for the webhook in '{Webhook}': {alerts}. Only a silo that runs over this folder sends them.
            """;
    }
}
