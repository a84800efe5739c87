using System.ComponentModel.DataAnnotations;

namespace Posture.Silo.Webhooks;

/// <summary>Empty, or an address that can be posted to.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WebhookUrlAttribute() : ValidationAttribute("an http:// or https:// address expected.")
{
    public override bool IsValid(object? value) =>
        value is ""
        || (Uri.TryCreate(value as string, UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps));
}
