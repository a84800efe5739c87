using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Posture.Frontend.Tls;

namespace Posture.Frontend.Tests.Tls;

public sealed class CertificateCheckTests : IDisposable
{
    private const string Default = "Kestrel:Certificates:Default:";
    private const string Names = "ASPNETCORE_Kestrel__Certificates__Default__";

    private readonly string _folder = Directory.CreateTempSubdirectory("posture-certificate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Plain_addresses_need_no_certificate() => Assert.Empty(Faults("http://127.0.0.1:8000"));

    [Fact]
    public void An_address_of_TLS_without_one_names_what_to_set()
    {
        string fault = Assert.Single(Faults("https://127.0.0.1:8443"));

        Assert.Equal($"ASPNETCORE_URLS = 'https://127.0.0.1:8443': TLS needs a certificate. {Names}Path and {Names}KeyPath name the PEM files of one and of its key.", fault);
    }

    [Fact]
    public void A_certificate_without_its_key_names_the_setting_of_the_key()
    {
        (string path, _, _) = Write();

        Assert.Equal(
            $"{Names}Path = '{path}' is a certificate without its private key. {Names}KeyPath names the PEM file of the key.",
            Assert.Single(Faults("https://127.0.0.1:8443", (Default + "Path", path))));
    }

    [Fact]
    public void A_pair_and_a_PFX_file_with_its_password_are_well()
    {
        (string path, string keyPath, string pfxPath) = Write();

        Assert.Empty(Faults("https://127.0.0.1:8443", (Default + "Path", path), (Default + "KeyPath", keyPath)));
        Assert.Empty(Faults("https://127.0.0.1:8443", (Default + "Path", pfxPath), (Default + "Password", "right")));
    }

    [Fact]
    public void What_cannot_be_read_is_named_with_the_reason()
    {
        (string path, string keyPath, string pfxPath) = Write();

        Assert.StartsWith($"{Names}Path = '{pfxPath}': the certificate cannot be used: ", Assert.Single(Faults("https://127.0.0.1:8443", (Default + "Path", pfxPath), (Default + "Password", "wrong"))), StringComparison.Ordinal);
        string swapped = Assert.Single(Faults("https://127.0.0.1:8443", (Default + "Path", keyPath), (Default + "KeyPath", path)));
        Assert.Contains($"{Names}Path = '{keyPath}'", swapped, StringComparison.Ordinal);
        Assert.Contains($"{Names}KeyPath = '{path}'", swapped, StringComparison.Ordinal);
        Assert.Contains("/nowhere", Assert.Single(Faults("https://127.0.0.1:8443", (Default + "Path", "/nowhere"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_one_endpoint_is_looked_at_as_well()
    {
        (string path, _, _) = Write();

        Assert.Contains(
            "ASPNETCORE_Kestrel__Endpoints__Public__Certificate__KeyPath",
            Assert.Single(Faults("https://127.0.0.1:8443", ("Kestrel:Endpoints:Public:Certificate:Path", path))),
            StringComparison.Ordinal);
    }

    private static string[] Faults(string url, params (string Key, string Value)[] settings) =>
    [
        .. CertificateCheck.Faults(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(it => KeyValuePair.Create(it.Key, (string?)it.Value))).Build(),
            [("ASPNETCORE_URLS", url)]),
    ];

    private (string Path, string KeyPath, string PfxPath) Write()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=posture", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddMinutes(-1), now.AddDays(1));
        var paths = (Path.Combine(_folder, "tls.crt"), Path.Combine(_folder, "tls.key"), Path.Combine(_folder, "tls.pfx"));
        File.WriteAllText(paths.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(paths.Item2, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(paths.Item3, certificate.Export(X509ContentType.Pkcs12, "right"));
        return paths;
    }
}
