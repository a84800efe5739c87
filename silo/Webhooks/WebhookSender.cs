using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Options;

namespace Posture.Silo.Webhooks;

/// <summary>
/// Posts alerts in order, each until the receiver takes it (2xx), refuses it (another 4xx or 3xx), or it is too old.
/// Delivery is at least once: a receiver tells repeats by <c>webhook-id</c>.
/// </summary>
internal sealed partial class WebhookSender(
    WebhookOutbox outbox, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookSender> logger)
    : BackgroundService
{
    private static readonly TimeSpan IdleDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromSeconds(1);

    private readonly WebhookOptions _options = options.Value;

    // A redirect would take the message to somewhere that nobody configured.
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = options.Value.Timeout,
    };

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!WebhookSignature.TryReadSecret(_options.Secret, out byte[] key) || _options.Url.Length == 0)
            return;
        TimeSpan retryDelay = FirstRetryDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan delay = IdleDelay;
            if (Next() is { } alert)
            {
                bool isDone = await TryDeliverAsync(alert, key, stoppingToken);
                delay = isDone ? TimeSpan.Zero : Jittered(retryDelay);
                retryDelay = isDone
                    ? FirstRetryDelay
                    : TimeSpan.FromTicks(Math.Min(retryDelay.Ticks * 2, _options.MaxRetryDelay.Ticks));
            }

            await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Jittered(TimeSpan delay) => delay * (0.5 + Random.Shared.NextDouble() / 2);

    private PendingWebhook? Next()
    {
        while (outbox.Peek() is { } alert)
        {
            if (time.GetUtcNow() - alert.PublishedAt <= _options.GiveUpAfter)
                return alert;
            WebhookMetrics.Dropped("expired");
            LogExpired(alert.Id);
            outbox.Release(alert);
        }

        return null;
    }

    // False: try again later.
    private async Task<bool> TryDeliverAsync(PendingWebhook alert, byte[] key, CancellationToken cancellationToken)
    {
        HttpStatusCode? status = null;
        try
        {
            using HttpRequestMessage request = Request(alert, key);
            using HttpResponseMessage response = await _client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            status = response.StatusCode;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogUnreachable(e.Message);
        }

        if (status is null || IsTransient(status.Value))
        {
            WebhookMetrics.AttemptFailed();
            return false;
        }

        if ((int)status is >= 200 and < 300)
        {
            WebhookMetrics.Delivered();
        }
        else
        {
            WebhookMetrics.Dropped("refused");
            LogRefused(alert.Id, (int)status);
        }

        outbox.Release(alert);
        return true;
    }

    private static bool IsTransient(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private HttpRequestMessage Request(PendingWebhook alert, byte[] key)
    {
        long unixSeconds = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Url)
        {
            Content = new StringContent(alert.Payload, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", alert.Id);
        request.Headers.Add("webhook-timestamp", unixSeconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Sign(key, alert.Id, unixSeconds, alert.Payload));
        return request;
    }

    [LoggerMessage(7002, LogLevel.Warning, "The webhook cannot be reached: {Reason}")]
    private partial void LogUnreachable(string reason);

    [LoggerMessage(7003, LogLevel.Error, "The webhook refused alert {Id} with {Status}; it is dropped")]
    private partial void LogRefused(string id, int status);

    [LoggerMessage(7004, LogLevel.Error, "Alert {Id} could not be delivered in time; it is dropped")]
    private partial void LogExpired(string id);
}
