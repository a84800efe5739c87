using System.Security.Cryptography.X509Certificates;
using Prometheus;

namespace Posture.Frontend.Tls;

/// <summary>What is to be watched of a certificate.</summary>
internal static class CertificateMetrics
{
    // Not there where TLS ends elsewhere.
    private static readonly Gauge Expiry = Prometheus.Metrics.CreateGauge(
        "posture_certificate_expiry_timestamp_seconds", "When the certificate that this server shows ends.",
        new GaugeConfiguration { SuppressInitialValue = true });

    public static void Shown(X509Certificate2 certificate) =>
        Expiry.Set(new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds());
}
