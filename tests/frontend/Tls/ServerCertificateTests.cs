using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Tls;

namespace Posture.Frontend.Tests.Tls;

public sealed class ServerCertificateTests : IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("posture-certificate-").FullName;

    private string CertificatePath => Path.Combine(_folder, "tls.crt");

    private string KeyPath => Path.Combine(_folder, "tls.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_renewed_pair_is_shown_after_the_interval()
    {
        Write("CN=first");
        ServerCertificate certificate = Open();
        Write("CN=second");

        Assert.Equal("CN=first", certificate.Current().TargetCertificate.Subject);
        _time.Advance(LookInterval);
        Assert.Equal("CN=second", certificate.Current().TargetCertificate.Subject);
    }

    [Fact]
    public void Half_of_a_pair_or_no_pair_leaves_the_old_one_until_the_other_half_is_there()
    {
        Write("CN=first");
        ServerCertificate certificate = Open();
        string oldKey = File.ReadAllText(KeyPath);
        Write("CN=second");
        string newKey = File.ReadAllText(KeyPath);
        File.WriteAllText(KeyPath, oldKey);
        _time.Advance(LookInterval);
        Assert.Equal("CN=first", certificate.Current().TargetCertificate.Subject);

        File.Delete(KeyPath);
        _time.Advance(LookInterval);
        Assert.Equal("CN=first", certificate.Current().TargetCertificate.Subject);

        File.WriteAllText(KeyPath, newKey);
        _time.Advance(LookInterval);
        Assert.Equal("CN=second", certificate.Current().TargetCertificate.Subject);
    }

    [Fact]
    public void What_is_no_certificate_stops_the_start_with_the_names_of_the_settings()
    {
        File.WriteAllText(CertificatePath, "no certificate");
        File.WriteAllText(KeyPath, "no key");

        var fault = Assert.Throws<CertificateUnusableException>(Open);
        Assert.Contains("ASPNETCORE_Kestrel__Certificates__Default__Path", fault.Message, StringComparison.Ordinal);
        File.Delete(CertificatePath);
        Assert.Throws<CertificateUnusableException>(Open);
    }

    [Theory]
    [InlineData(true, "Path", "KeyPath")]
    [InlineData(false, "Path")]
    [InlineData(false, "Path", "KeyPath", "Kestrel:Endpoints:Https:Certificate:Path")]
    [InlineData(false)]
    public void Only_a_pair_of_PEM_files_for_all_endpoints_is_watched(bool expected, params string[] keys)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(keys.Select(key => KeyValuePair.Create(
                key.Contains(':', StringComparison.Ordinal) ? key : "Kestrel:Certificates:Default:" + key, (string?)"file")))
            .Build();

        Assert.Equal(expected, CertificateFiles.Read(configuration) is not null);
    }

    private ServerCertificate Open() =>
        new(new CertificateFiles(CertificatePath, KeyPath, null), _time, NullLogger<ServerCertificate>.Instance);

    private void Write(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
    }
}
