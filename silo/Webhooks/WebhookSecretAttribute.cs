using System.ComponentModel.DataAnnotations;

namespace Posture.Silo.Webhooks;

/// <summary>Empty, or a secret that signatures can be made with. Its value is never repeated.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WebhookSecretAttribute() : ValidationAttribute("whsec_ and base64 of 24 to 64 bytes expected.")
{
    public override bool IsValid(object? value) =>
        value is "" || (value is string secret && WebhookSignature.TryReadSecret(secret, out _));
}
