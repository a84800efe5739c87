using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Posture.Silo.Webhooks;

/// <summary>Where alerts are posted to, if anywhere.</summary>
public sealed class WebhookOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Webhook";

    /// <summary>An http or https address. Default: none, so nothing is posted.</summary>
    [WebhookUrl]
    public string Url { get; set; } = "";

    /// <summary>
    /// Key of the signature: <c>whsec_</c> and base64 as in the Standard Webhooks specification, 24 to 64 bytes. Needed
    /// with <see cref="Url"/>.
    /// </summary>
    [WebhookSecret, PasswordPropertyText(true)]
    public string Secret { get; set; } = "";

    /// <summary>Most alerts that wait; over it the oldest is dropped. Default: 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxPending { get; set; } = 10_000;

    /// <summary>Longest wait for an answer. Default: 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait between attempts while the receiver is away. Default: 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>An alert that could not be delivered for so long is dropped. Default: 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);
}
