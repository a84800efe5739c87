using System.Diagnostics;
using System.Globalization;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>The scripts of ops/security, with folders of their own, and programs in place of those that look at the machine.</summary>
internal sealed class SecurityChecks : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posture-security-").FullName;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public SecurityChecks()
    {
        foreach (string folder in (string[])["bin", "logs", "backup"])
            Directory.CreateDirectory(PathOf(folder));
        File.WriteAllText(PathOf("none.env"), "");
        Settings = new Dictionary<string, string>
        {
            ["PATH"] = $"{PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["POSTURE_BACKUP_ENV"] = PathOf("none.env"),
            ["POSTURE_SECURITY_ENV"] = PathOf("none.env"),
            ["POSTURE_LOG_DIR"] = PathOf("logs"),
            ["POSTURE_BACKUP_DIR"] = PathOf("backup"),
            ["POSTURE_ACCEPTED_DIR"] = PathOf("accepted"),
            ["POSTURE_CERTIFICATE"] = PathOf("posture-system.crt"),
            ["POSTURE_NGINX_LOG"] = "",
            ["POSTURE_SOURCE"] = PathOf("source"),
            ["POSTURE_URL"] = "http://127.0.0.1:1",
            ["POSTURE_DB_CONTAINER"] = "",
            ["PGHOST"] = PathOf("nowhere"),
        };
    }

    public Dictionary<string, string> Settings { get; }

    public string PathOf(string path) => Path.Combine(_folder, path);

    public void Write(string path, params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>A program that is found before the one of the same name that is installed.</summary>
    public void Replace(string program, string script) => WriteProgram($"bin/{program}", script);

    public void WriteProgram(string path, string script)
    {
        Write(path, "#!/usr/bin/env bash", script);
        using Process process = Process.Start("chmod", ["+x", PathOf(path)]);
        process.WaitForExit();
    }

    /// <summary>A time as the server's logs have it, in a zone that is not the machine's.</summary>
    public string LogTime(double hoursAgo) =>
        _now.AddHours(-hoursAgo).ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>A time as nginx has it.</summary>
    public string NginxTime(double hoursAgo) =>
        _now.AddHours(-hoursAgo).ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture);

    /// <summary>Requests of an address, as access.log has them.</summary>
    public IEnumerable<string> Requests(int count, double hoursAgo, string address = "203.0.113.7", int status = 200) => Enumerable.Repeat(
        $"{address} - - [{LogTime(hoursAgo)}] \"GET /health HTTP/1.1\" {status} 0.482 331 rid:0HN9:00000001 ver:0.1.0", count);

    /// <summary>Wrong tokens of an address, as error.log has them.</summary>
    public IEnumerable<string> Failures(int count, double hoursAgo, string address) => Enumerable.Repeat(
        $"{LogTime(hoursAgo)} WARN authentication failed ip:{address} reason:unknown_token [AccessRules 5001]", count);

    /// <summary>A certificate that openssl makes, from and to so many days from now.</summary>
    public async Task CertifyAsync(int fromDays, int toDays)
    {
        string Day(int days) => _now.AddDays(days).ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);
        string Key(string suffix) => PathOf($"ca{suffix}");
        Write("ca.cnf", "[ca]", "default_ca = it", "[it]", $"database = {Key(".db")}", $"new_certs_dir = {_folder}", "default_md = sha256",
            "rand_serial = yes", "policy = any", "unique_subject = no", "[any]", "commonName = supplied");
        Write("ca.db");
        await OpenSslAsync("req", "-newkey", "rsa:2048", "-nodes", "-keyout", Key(".key"), "-out", Key(".csr"), "-subj", "/CN=localhost");
        await OpenSslAsync("ca", "-batch", "-selfsign", "-config", Key(".cnf"), "-keyfile", Key(".key"), "-in", Key(".csr"),
            "-out", Settings["POSTURE_CERTIFICATE"], "-startdate", Day(fromDays), "-enddate", Day(toDays));
    }

    public Task<ToolResult> RunAsync(string script, params string[] arguments) =>
        Tool.RunAsync(Repository.PathOf($"ops/security/{script}.sh"), arguments, Settings);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task OpenSslAsync(params string[] arguments)
    {
        Tool.SkipUnlessInstalled("openssl");
        (await Tool.RunAsync("openssl", arguments)).Succeeded();
    }
}
