using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Posture.Frontend.Tls;

/// <summary>The PEM files of <c>Kestrel:Certificates:Default</c>: a certificate with its chain behind it, and the key.</summary>
/// <param name="Path">The certificate's file.</param>
/// <param name="KeyPath">The key's file.</param>
/// <param name="Password">Of an encrypted key, or null.</param>
internal sealed record CertificateFiles(string Path, string KeyPath, string? Password)
{
    private const string Section = "Kestrel:Certificates:Default";

    /// <summary>
    /// The files that are configured; null where there are none, or only such as Kestrel reads by itself: PFX, and
    /// certificates of single endpoints.
    /// </summary>
    public static CertificateFiles? Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        bool hasOthers = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Any(endpoint => endpoint.GetSection("Certificate").Exists() || endpoint.GetSection("Sni").Exists());
        return !hasOthers && section["Path"] is { Length: > 0 } path && section["KeyPath"] is { Length: > 0 } keyPath
            ? new CertificateFiles(path, keyPath, section["Password"])
            : null;
    }

    /// <summary>The files as they are now.</summary>
    /// <exception cref="CertificateUnusableException">They cannot be read.</exception>
    public (string Certificate, string Key) Texts()
    {
        try
        {
            return (File.ReadAllText(Path), File.ReadAllText(KeyPath));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>What TLS shows of them, the chain included.</summary>
    /// <exception cref="CertificateUnusableException">They are no certificate and its key.</exception>
    public SslStreamCertificateContext Load((string Certificate, string Key) texts)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(texts.Certificate);
            X509Certificate2 certificate = Password is null
                ? X509Certificate2.CreateFromPem(texts.Certificate, texts.Key)
                : X509Certificate2.CreateFromEncryptedPem(texts.Certificate, texts.Key, Password);
            return SslStreamCertificateContext.Create(certificate, chain, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Unusable(e);
        }
    }

    private CertificateUnusableException Unusable(Exception cause) => new(
        $"The certificate cannot be used: {cause.Message}\n" +
        $"ASPNETCORE_Kestrel__Certificates__Default__Path ('{Path}') and __KeyPath ('{KeyPath}') name it.",
        cause);
}

/// <summary>The configured certificate cannot be used.</summary>
internal sealed class CertificateUnusableException(string message, Exception cause) : IOException(message, cause);
