using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Posture.Frontend.Tls;

/// <summary>TLS of the server itself, where none ends in front of it.</summary>
internal static class TlsSetup
{
    private static readonly TimeSpan StrictTransportAge = TimeSpan.FromDays(365);

    public static IServiceCollection AddTls(this IServiceCollection services) => services
        // Not for localhost, where a browser would go on asking every other server for TLS.
        .AddHsts(hsts => hsts.MaxAge = StrictTransportAge);

    /// <summary>
    /// Not HTTP/2, which browsers would ask for over TLS: pages and sockets are few connections, and what it adds is mostly
    /// what there is to attack.
    /// </summary>
    public static void ServeHttp1(this ListenOptions endpoint) => endpoint.Protocols = HttpProtocols.Http1;

    public static void SecureTls(this KestrelServerOptions kestrel)
    {
        IServiceProvider services = kestrel.ApplicationServices;
        ServerCertificate? certificate = CertificateFiles.Read(services.GetRequiredService<IConfiguration>()) is { } files
            ? ActivatorUtilities.CreateInstance<ServerCertificate>(services, files)
            : null;
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            if (certificate is not null)
                https.OnAuthenticate = (_, tls) => tls.ServerCertificateContext = certificate.Current();
        });
    }
}
