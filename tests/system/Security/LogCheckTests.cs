using System.Net;
using Posture.System.Tests.Access;
using Posture.System.Tests.Deployment;
using Posture.System.Tests.Logs;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Security;

/// <summary>The logs of a server that is asked with wrong tokens, as the daily and weekly checks and fail2ban read them.</summary>
public sealed class LogCheckTests
{
    [Fact]
    public async Task Whoever_tries_tokens_is_found_by_the_checks_and_by_fail2ban()
    {
        using var scripts = new SecurityScripts();
        await using ServerProcess server = await ServerProcess.StartAsync(settings: Operator.Settings(), listenOn: "0.0.0.0");
        scripts.Settings["POSTURE_LOG_DIR"] = server.LogDirectory;
        scripts.Settings["POSTURE_REFUSED_REQUESTS"] = "20";
        for (int guess = 0; guess < 20; guess++)
            Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(server, "docs", $"guess-{guess}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(server, "docs"));
        await Until.TrueAsync(
            async () => (await Shell.RunAsync($"grep -c 'GET /docs' {server.LogDirectory}/access.log; grep -c failed {server.LogDirectory}/error.log")).Output == "21\n21\n",
            "the logs to be written");

        Ended daily = await scripts.RunAsync("daily");
        Ended weekly = await scripts.RunAsync("weekly");

        Assert.Equal(1, daily.ExitCode);
        Assert.Contains("LOOK AT          1 addresses failed 20 times or more", daily.Output, StringComparison.Ordinal);
        Assert.Contains("LOOK AT          traffic: addresses that got 401, 403, 404 or 429 20 times", daily.Output, StringComparison.Ordinal);
        Assert.Contains("21\t127.0.0.1", daily.Output, StringComparison.Ordinal);
        Assert.Contains("21\t4xx", weekly.Output, StringComparison.Ordinal);
        Assert.Contains("COULD NOT CHECK  access log: it begins 0 days ago", weekly.Output, StringComparison.Ordinal);

        Assert.SkipUnless(Shell.Has("fail2ban-regex"), "fail2ban is not installed.");
        string filter = RepositoryFile.PathOf("ops/security/fail2ban/filter.d/posture.conf");
        ShellResult found = await Shell.RunAsync($"fail2ban-regex {server.LogDirectory}/error.log {filter}");
        Assert.Contains("Failregex: 20 total", found.Output, StringComparison.Ordinal);
        Assert.Contains("[21] ^Year-Month-Day", found.Output, StringComparison.Ordinal);
    }
}
