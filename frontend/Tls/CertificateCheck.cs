using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Posture.Frontend.Tls;

/// <summary>Finds out before the start whether Kestrel will have the certificates that it is told to show.</summary>
internal static class CertificateCheck
{
    private const string Certificates = "Kestrel:Certificates";

    /// <summary>Marks the certificates of <c>dotnet dev-certs</c>, which Kestrel shows where none is configured.</summary>
    private const string DevelopmentExtension = "1.3.6.1.4.1.311.84.1.1";

    /// <summary>What is to be changed, a sentence each.</summary>
    /// <param name="configuration">The program's.</param>
    /// <param name="urls">The addresses to listen on, each with the setting that it comes from.</param>
    public static IEnumerable<string> Faults(IConfiguration configuration, IEnumerable<(string Setting, string Url)> urls)
    {
        IConfigurationSection[] ofEndpoints =
            [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint.GetSection("Certificate"))];
        IConfigurationSection ofAll = configuration.GetSection($"{Certificates}:Default");
        foreach (string fault in ofEndpoints.Prepend(ofAll).Select(Fault).OfType<string>())
            yield return fault;
        if (IsNamed(ofAll) || configuration.GetSection($"{Certificates}:Development").Exists()
            || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any(HasItsOwn) || HasDevelopmentCertificate())
            yield break;
        foreach ((string setting, string url) in urls.Where(it => it.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            yield return $"{setting} = '{url}': TLS needs a certificate. {Names(ofAll)} name the PEM files of one and of its key.";
    }

    private static string? Fault(IConfigurationSection section)
    {
        if (section["Path"] is not { Length: > 0 } path)
            return null;
        try
        {
            if (section["KeyPath"] is { Length: > 0 } keyPath)
                LoadPem(new CertificateFiles(path, keyPath, section["Password"]), section);
            else if (X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12)
                X509CertificateLoader.LoadPkcs12FromFile(path, section["Password"]).Dispose();
            else
                return $"{Name(section, "Path")} = '{path}' is a certificate without its private key. {Name(section, "KeyPath")} names the PEM file of the key.";
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"{Name(section, "Path")} = '{path}': the certificate cannot be used: {e.Message.ReplaceLineEndings(" ")}";
        }
    }

    // Its own words name both files.
    private static void LoadPem(CertificateFiles files, IConfigurationSection section)
    {
        try
        {
            files.Load(files.Texts());
        }
        catch (CertificateUnusableException e)
        {
            throw new IOException($"{e.InnerException!.Message} {Name(section, "KeyPath")} = '{files.KeyPath}' names the file of its key.", e);
        }
    }

    private static bool IsNamed(IConfigurationSection certificate) =>
        !string.IsNullOrEmpty(certificate["Path"]) || !string.IsNullOrEmpty(certificate["Subject"]);

    private static bool HasItsOwn(IConfigurationSection endpoint) =>
        endpoint.GetSection("Certificate").Exists() || endpoint.GetSection("Sni").Exists();

    private static bool HasDevelopmentCertificate()
    {
        try
        {
            using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
            store.Open(OpenFlags.ReadOnly);
            return store.Certificates.Any(certificate => certificate.HasPrivateKey && certificate.Extensions[DevelopmentExtension] is not null);
        }
        catch (CryptographicException)
        {
            // There is no such store, and so nothing in it.
            return false;
        }
    }

    private static string Names(IConfigurationSection section) => $"{Name(section, "Path")} and {Name(section, "KeyPath")}";

    private static string Name(IConfigurationSection section, string key) => $"ASPNETCORE_{section.Path.Replace(":", "__", StringComparison.Ordinal)}__{key}";
}
