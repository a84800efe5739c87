using Microsoft.Extensions.Options;
using Posture.Grains.Alerts;
using Posture.Grains.Configuration;

namespace Posture.Silo.Webhooks;

internal static class WebhookSetup
{
    /// <summary>Adds the channel of alerts: an outbox in the given folder, and who empties it.</summary>
    public static IServiceCollection AddWebhook(this IServiceCollection services, string directory)
    {
        return services
            .AddValidatedOptions<WebhookOptions>(WebhookOptions.Section)
            .AddSingleton<IValidateOptions<WebhookOptions>>(new ValidateOptions<WebhookOptions>(
                null,
                options => options.Url.Length == 0 || options.Secret.Length > 0,
                $"{SettingName.Of($"{WebhookOptions.Section}:{nameof(WebhookOptions.Secret)}")} is missing: " +
                "a webhook is signed, so that its receiver knows who calls."))
            .AddSingleton(new WebhookDirectory(directory))
            .AddSingleton<WebhookOutbox>()
            .AddSingleton<IAlertChannel>(provider => provider.GetRequiredService<WebhookOutbox>())
            .AddHostedService<WebhookSender>()
            .AddHostedService<RaisedAlertsWake>();
    }
}
