using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Posture.Silo.Hosting;

/// <summary>Empty, or an IP address.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IpAddressAttribute() : ValidationAttribute("an IP address expected.")
{
    public override bool IsValid(object? value) => value is "" || (value is string text && IPAddress.TryParse(text, out _));
}
