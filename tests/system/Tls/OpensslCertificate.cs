using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Tls;

/// <summary>A server's certificate in files, as openssl makes them.</summary>
internal sealed class OpensslCertificate : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("posture-tls-").FullName;

    public string Path => global::System.IO.Path.Combine(_folder, "tls.crt");

    public string KeyPath => global::System.IO.Path.Combine(_folder, "tls.key");

    /// <summary>What makes Kestrel serve TLS with it, on one port, and plain HTTP on another.</summary>
    public Dictionary<string, string> Settings(int port, int plainPort) => new()
    {
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{plainPort};https://127.0.0.1:{port}",
        ["ASPNETCORE_Kestrel__Certificates__Default__Path"] = Path,
        ["ASPNETCORE_Kestrel__Certificates__Default__KeyPath"] = KeyPath,
    };

    /// <summary>Makes one, in place of that which is there.</summary>
    public async Task WriteAsync(string name)
    {
        Ended ended = await Ended.RunAsync(
            "openssl",
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", $"/CN={name}", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out", Path, "-keyout", KeyPath],
            new Dictionary<string, string>(), Limit);
        ended.Succeeded();
    }

    /// <summary>Whether a peer shows this very certificate.</summary>
    public bool IsShown(X509Certificate? shown)
    {
        using X509Certificate2 ours = X509CertificateLoader.LoadCertificateFromFile(Path);
        return shown?.GetCertHashString() == ours.GetCertHashString();
    }

    public bool Accept(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) => IsShown(shown);

    /// <summary>A handshake as openssl makes it, and what it says of it.</summary>
    /// <param name="port">Where to, on this machine.</param>
    /// <param name="version">Such as <c>-tls1_2</c>.</param>
    public static Task<Ended> HandshakeAsync(int port, string version) => Ended.RunAsync(
        // Of itself openssl offers no old version any more.
        "bash", ["-c", $"openssl s_client -connect 127.0.0.1:{port} {version} -cipher 'ALL:@SECLEVEL=0' -brief </dev/null"],
        new Dictionary<string, string>(), Limit);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
