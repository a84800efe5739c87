namespace Posture.Frontend.Management;

/// <summary>The port for Prometheus and orchestrators: metrics and health, and nothing else.</summary>
public sealed class ManagementOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Management";

    /// <summary>
    /// Address to listen on, for example <c>http://0.0.0.0:8081</c>. Default: none; then <c>/metrics</c> is served beside
    /// the rest while that is on loopback, and nowhere otherwise.
    /// </summary>
    [ManagementUrl]
    public string Url { get; set; } = "";

    private int? Port => Url.Length > 0 ? BindingAddress.Parse(Url).Port : null;

    /// <summary>Whether a connection came in here. The Host header would say what its sender likes.</summary>
    public bool IsPort(int localPort) => localPort == Port;

    /// <summary>Those of the server's addresses that the public is meant to use.</summary>
    public string[] WithoutManagement(IEnumerable<string> urls) => [.. urls.Where(url => BindingAddress.Parse(url).Port != Port)];
}
