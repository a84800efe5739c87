using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Posture.Frontend.Tls;

/// <summary>
/// The certificate that handshakes show. Its files are looked at again, at the most every ten seconds, when a peer connects:
/// so a renewed one is taken without a restart and without a cut connection. Not their times but their texts are compared,
/// since Kubernetes changes a link.
/// </summary>
internal sealed partial class ServerCertificate
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly CertificateFiles _files;
    private readonly TimeProvider _time;
    private readonly ILogger<ServerCertificate> _logger;
    private readonly Lock _lock = new();
    private volatile SslStreamCertificateContext _current;
    private (string Certificate, string Key) _texts;
    private string? _fault;
    private long _lookedAt;

    /// <exception cref="CertificateUnusableException">The files hold none.</exception>
    public ServerCertificate(CertificateFiles files, TimeProvider time, ILogger<ServerCertificate> logger)
    {
        (_files, _time, _logger) = (files, time, logger);
        _texts = files.Texts();
        _lookedAt = time.GetTimestamp();
        _current = files.Load(_texts);
        CertificateMetrics.Shown(_current.TargetCertificate);
    }

    /// <summary>The latest usable one.</summary>
    public SslStreamCertificateContext Current()
    {
        // Whoever comes while another looks does not wait.
        if (_lock.TryEnter())
        {
            try
            {
                if (_time.GetElapsedTime(_lookedAt) >= LookInterval)
                    Look();
            }
            finally
            {
                _lock.Exit();
            }
        }

        return _current;
    }

    private void Look()
    {
        _lookedAt = _time.GetTimestamp();
        try
        {
            (string, string) texts = _files.Texts();
            if (texts == _texts)
                return;
            _current = _files.Load(texts);
            (_texts, _fault) = (texts, null);
        }
        catch (CertificateUnusableException e)
        {
            // Half of a pair may be there already.
            if (_fault != e.Message)
                LogUnusable(e);
            _fault = e.Message;
            return;
        }

        X509Certificate2 certificate = _current.TargetCertificate;
        CertificateMetrics.Shown(certificate);
        LogTaken(certificate.Subject, new DateTimeOffset(certificate.NotAfter));
    }

    [LoggerMessage(5030, LogLevel.Information, "The new certificate of {Subject} is shown from now on; it ends {NotAfter:O}")]
    private partial void LogTaken(string subject, DateTimeOffset notAfter);

    [LoggerMessage(5031, LogLevel.Error, "The certificate's files changed and cannot be used; the old certificate is shown on")]
    private partial void LogUnusable(Exception exception);
}
