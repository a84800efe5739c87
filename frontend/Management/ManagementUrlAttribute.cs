using System.ComponentModel.DataAnnotations;

namespace Posture.Frontend.Management;

/// <summary>Empty, or an http address with a port that is known before the server listens.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ManagementUrlAttribute() : ValidationAttribute("an address such as http://0.0.0.0:8081 expected.")
{
    public override bool IsValid(object? value) => value is "" || (value is string url && IsAddress(url));

    private static bool IsAddress(string url)
    {
        try
        {
            BindingAddress binding = BindingAddress.Parse(url);
            return binding is { Scheme: "http", Port: >= 1 and <= 65535, IsUnixPipe: false }
                && (binding.Host is "*" or "+" || Uri.CheckHostName(binding.Host) != UriHostNameType.Unknown);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
