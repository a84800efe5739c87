using Posture.System.Tests.Deployment;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Security;

/// <summary>The scripts of ops/security, with nothing accepted yet and no settings but those that a test gives.</summary>
internal sealed class SecurityScripts : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("posture-security-").FullName;

    public SecurityScripts()
    {
        string none = Path.Combine(_folder, "none.env");
        File.WriteAllText(none, "");
        Settings = new Dictionary<string, string>
        {
            ["POSTURE_BACKUP_ENV"] = none,
            ["POSTURE_SECURITY_ENV"] = none,
            ["POSTURE_ACCEPTED_DIR"] = Path.Combine(_folder, "accepted"),
            ["POSTURE_BACKUP_DIR"] = Path.Combine(_folder, "backup"),
            ["POSTURE_CERTIFICATE"] = Path.Combine(_folder, "none.crt"),
            ["POSTURE_SOURCE"] = Path.Combine(_folder, "source"),
            ["POSTURE_NGINX_LOG"] = "",
            ["POSTURE_URL"] = "http://127.0.0.1:1",
            ["POSTURE_DB_CONTAINER"] = "",
            ["PGHOST"] = _folder,
        };
    }

    public Dictionary<string, string> Settings { get; }

    public Task<Ended> RunAsync(string script, params string[] arguments) =>
        Ended.RunAsync(RepositoryFile.PathOf($"ops/security/{script}.sh"), arguments, Settings, Limit);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
