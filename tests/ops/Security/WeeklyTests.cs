using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>Updates, firewall, ports and a week of the access log. apt, nft and ss are stand-ins that print what real ones print.</summary>
public sealed class WeeklyTests : IDisposable
{
    private const string Rules = """
        echo 'table inet filter {'
        echo '  chain input { type filter hook input priority filter; policy drop;'
        echo '    tcp dport { 22, 80, 443 } accept'
        echo '  } }'
        """;

    private const string Listening = """
        [[ $1 == -Hltnp ]] || exit 0
        echo 'LISTEN 0 511 0.0.0.0:443 0.0.0.0:* users:(("nginx",pid=10,fd=6))'
        echo 'LISTEN 0 128 [::]:22 [::]:* users:(("sshd",pid=11,fd=4))'
        echo 'LISTEN 0 512 127.0.0.1:5432 0.0.0.0:* users:(("postgres",pid=12,fd=6))'
        echo 'LISTEN 0 512 [::1]:6379 [::]:* users:(("redis-server",pid=13,fd=7))'
        """;

    private readonly SecurityChecks _checks = new();

    public WeeklyTests()
    {
        _checks.Replace("apt-get", "exit 0");
        _checks.Replace("apt", "echo Listing...");
        _checks.Replace("nft", Rules);
        _checks.Replace("ss", Listening);
        _checks.Write("logs/access.log", [.. _checks.Requests(20, hoursAgo: 2), .. _checks.Requests(20, hoursAgo: 24 * 6.5)]);
    }

    public void Dispose() => _checks.Dispose();

    [Fact]
    public async Task Nothing_is_well_before_somebody_has_accepted_the_firewall()
    {
        ToolResult before = await _checks.RunAsync("weekly");
        ToolResult accepting = await _checks.RunAsync("weekly", "--accept");
        ToolResult after = await _checks.RunAsync("weekly");

        before.EndedWith(2);
        before.CouldNotCheck("nobody has accepted these yet");
        accepting.EndedWith(0);
        after.EndedWith(0);
        after.Well("updates: none waits");
        after.Well("rules of the firewall: as accepted on");
        after.Well("ports: only 22 80 443");
        after.Well("access log: no address");
    }

    [Fact]
    public async Task A_rule_that_has_changed_is_shown()
    {
        await _checks.RunAsync("weekly", "--accept");
        _checks.Replace("nft", Rules.Replace("22, 80, 443", "22, 80, 443, 5432", StringComparison.Ordinal));

        ToolResult result = await _checks.RunAsync("weekly");

        result.EndedWith(1);
        result.LookAt("other than what was accepted");
        Assert.Contains(">     tcp dport { 22, 80, 443, 5432 } accept", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_firewall_that_lets_everything_in_is_to_be_looked_at()
    {
        _checks.Replace("nft", "exit 0");

        (await _checks.RunAsync("weekly")).LookAt("no rule drops or rejects anything");
    }

    [Fact]
    public async Task A_firewall_updates_and_ports_that_cannot_be_asked_are_said()
    {
        _checks.Replace("nft", "echo 'Operation not permitted (you must be root)' >&2; exit 1");
        _checks.Replace("apt-get", "echo 'E: Failed to fetch'; exit 100");
        _checks.Replace("ss", "exit 1");
        _checks.Write("logs/access.log", [.. _checks.Requests(20, hoursAgo: 50)]);

        ToolResult result = await _checks.RunAsync("weekly");

        result.EndedWith(2);
        result.CouldNotCheck("you must be root");
        result.CouldNotCheck("apt-get update failed: E: Failed to fetch");
        result.CouldNotCheck("ss failed");
        result.CouldNotCheck("it begins 2 days ago");
    }

    [Fact]
    public async Task Updates_that_wait_and_ports_that_should_not_be_open_are_to_be_looked_at()
    {
        _checks.Replace("apt", """
            echo 'Listing...'
            echo 'openssl/stable-security 3.0.17-1~deb12u3 amd64 [upgradable from: 3.0.17-1~deb12u2]'
            echo 'tzdata/stable-updates 2026c-0+deb12u1 all [upgradable from: 2026b-0+deb12u1]'
            """);
        _checks.Replace("ss", Listening + "\necho 'LISTEN 0 512 0.0.0.0:6379 0.0.0.0:* users:((\"redis-server\",pid=13,fd=6))'");

        ToolResult result = await _checks.RunAsync("weekly");

        result.EndedWith(1);
        result.LookAt("updates: 2 wait, 1 of them security updates");
        result.LookAt("ports: not among POSTURE_OPEN_PORTS");
        Assert.Contains("0.0.0.0:6379 users:((\"redis-server\"", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("postgres", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scanner_in_the_week_is_named()
    {
        _checks.Write("logs/access.log", [.. _checks.Requests(1, 24 * 6.5), .. _checks.Requests(60, 100, "203.0.113.66", 404), .. _checks.Requests(40, 20, "203.0.113.66", 401)]);

        ToolResult result = await _checks.RunAsync("weekly");

        result.LookAt("access log: addresses that got");
        Assert.Contains("100\t203.0.113.66", result.Output, StringComparison.Ordinal);
        Assert.Contains("100\t4xx", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_is_none_is_refused() => (await _checks.RunAsync("weekly", "--fix")).EndedWith(2);
}
