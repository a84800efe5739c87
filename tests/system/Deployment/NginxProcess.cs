using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Posture.LoadTest.Comparison;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Deployment;

/// <summary>
/// The real nginx with the configuration of ops/nginx, of which only addresses, ports and folders are other ones, and a
/// certificate of its own.
/// </summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string _folder;
    private readonly string _thumbprint;

    private NginxProcess(Process process, string folder, string thumbprint)
    {
        _process = process;
        _folder = folder;
        _thumbprint = thumbprint;
    }

    public static bool IsInstalled => File.Exists("/usr/sbin/nginx");

    public int TlsPort { get; } = FreePorts.Next();

    public int RedirectPort { get; } = FreePorts.Next();

    public int OperatorPort { get; } = FreePorts.Next();

    public string AccessLog => File.ReadAllText(Path.Combine(_folder, "access.log"));

    public static async Task<NginxProcess> StartAsync(ServerProcess frontend)
    {
        // Not one for its owner alone: the workers give up root's rights, and write bodies here.
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"posture-nginx-{Guid.NewGuid():N}")).FullName;
        string thumbprint = WriteCertificate(folder);
        string configuration = Path.Combine(folder, "nginx.conf");
        var start = new ProcessStartInfo("/usr/sbin/nginx", ["-p", folder, "-e", $"{folder}/error.log", "-c", configuration, "-g", "daemon off;"]);
        var nginx = new NginxProcess(new Process { StartInfo = start }, folder, thumbprint);
        await File.WriteAllTextAsync(configuration, nginx.Adapted(frontend.BaseUri));
        nginx._process.Start();
        await nginx.WaitUntilItListensAsync();
        return nginx;
    }

    public HttpClient Client(int port, string scheme = "http") => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsOurs },
    })
    {
        BaseAddress = new Uri($"{scheme}://localhost:{port}/"),
    };

    /// <summary>Connects a device over TLS; a refused upgrade is an exception.</summary>
    public async Task<ClientWebSocket> ConnectAsync(string query, string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = IsOurs;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.CollectHttpResponseDetails = true;
        using var limit = new CancellationTokenSource(Limit);
        await socket.ConnectAsync(new Uri($"wss://localhost:{TlsPort}/ws{query}"), limit.Token);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        // SIGTERM: killed, the master would leave its workers behind.
        using (Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == _thumbprint;

    private string Adapted(Uri frontend)
    {
        (string Written, string Here)[] changes =
        [
            (" /tmp", $" {_folder}"),
            ("posture_server:8000", $"127.0.0.1:{frontend.Port}"),
            ("listen 8080;", $"listen 127.0.0.1:{RedirectPort};"),
            ("listen 8443 ssl;", $"listen 127.0.0.1:{TlsPort} ssl;"),
            ("listen 8000;", $"listen 127.0.0.1:{OperatorPort};"),
            ("/etc/nginx/certificates", _folder),
            ("/var/log/nginx", _folder),
        ];
        string configuration = RepositoryFile.Read("ops/nginx/nginx.conf");
        foreach ((string written, string here) in changes)
        {
            Assert.Contains(written, configuration, StringComparison.Ordinal);
            configuration = configuration.Replace(written, here, StringComparison.Ordinal);
        }

        return configuration;
    }

    private static string WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "posture-system.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "posture-system.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString();
    }

    private async Task WaitUntilItListensAsync()
    {
        using HttpClient client = Client(RedirectPort);
        await Until.TrueAsync(() => AnswersAsync(client), "nginx to listen");
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"nginx ended: {await File.ReadAllTextAsync(Path.Combine(_folder, "error.log"))}");
        try
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri("", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.MovedPermanently;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
