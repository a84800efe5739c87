using System.Globalization;
using System.Text.RegularExpressions;

namespace Posture.Silo.Webhooks;

/// <summary>The folder of the outbox.</summary>
internal sealed record WebhookDirectory(string Path);

/// <summary>An alert that waits; its name begins with the time in milliseconds and ends in its id.</summary>
internal sealed partial record PendingWebhook(string Name, string Payload)
{
    /// <summary>The same in every attempt.</summary>
    public string Id => "msg_" + Path.GetFileNameWithoutExtension(Name).Split('-')[1];

    public DateTimeOffset PublishedAt => DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(Name.Split('-')[0], CultureInfo.InvariantCulture));

    public static bool IsName(string name) => NamePattern().IsMatch(name);

    [GeneratedRegex(@"^\d{15}-[0-9a-f]{32}\.json$")]
    private static partial Regex NamePattern();
}
