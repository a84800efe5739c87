using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>Failed logins, traffic and the certificate, with logs and certificates of every kind.</summary>
public sealed class DailyTests : IDisposable
{
    private readonly SecurityChecks _checks = new();

    public void Dispose() => _checks.Dispose();

    [Fact]
    public async Task A_quiet_day_is_well()
    {
        await FillAsync();

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(0);
        result.Well("3 failed logins");
        result.Well("10 requests, the day before 10");
        result.Well("certificate: valid until");
        Assert.Contains("left out         nginx", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_tokens_of_the_last_day_are_counted_by_address()
    {
        await FillAsync();
        _checks.Write("logs/error.log",
            [.. _checks.Failures(20, hoursAgo: 1, "203.0.113.9"), .. _checks.Failures(19, hoursAgo: 1, "203.0.113.8"), .. _checks.Failures(50, hoursAgo: 25, "203.0.113.1")]);

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(1);
        result.LookAt("1 addresses failed 20 times or more");
        Assert.Contains("20\t203.0.113.9", result.Output, StringComparison.Ordinal);
        Assert.Contains("19\t203.0.113.8", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_rotated_away_counts_too()
    {
        await FillAsync();
        _checks.Write("logs/error.log");
        _checks.Write("logs/error.log.1", [.. _checks.Failures(12, hoursAgo: 9, "203.0.113.9")]);
        _checks.Write("logs/error.log.2", [.. _checks.Failures(12, hoursAgo: 9, "203.0.113.9")]);
        (await Tool.RunAsync("gzip", [_checks.PathOf("logs/error.log.2")])).Succeeded();

        (await _checks.RunAsync("daily")).LookAt("1 addresses failed 20 times");
    }

    [Fact]
    public async Task A_day_of_three_times_the_traffic_is_to_be_looked_at()
    {
        await FillAsync();
        _checks.Write("logs/access.log", [.. _checks.Requests(30, hoursAgo: 2), .. _checks.Requests(10, hoursAgo: 30)]);

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(1);
        result.LookAt("30 requests, the day before 10");
    }

    [Fact]
    public async Task An_address_that_is_refused_again_and_again_is_to_be_looked_at()
    {
        await FillAsync();
        _checks.Settings["POSTURE_REFUSED_REQUESTS"] = "5";
        _checks.Write("logs/access.log", [.. _checks.Requests(10, 30), .. _checks.Requests(4, 1), .. _checks.Requests(5, 1, "203.0.113.66", status: 404)]);

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(1);
        result.LookAt("401, 403, 404 or 429 5 times");
        Assert.Contains("5\t203.0.113.66", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_ten_thousand_addresses_the_busiest_are_shown()
    {
        await FillAsync();
        _checks.Write("logs/access.log",
        [
            .. _checks.Requests(5_000, hoursAgo: 30), .. _checks.Requests(2, hoursAgo: 1, "198.51.100.1"),
            .. Enumerable.Range(0, 10_000).SelectMany(i => _checks.Requests(1, hoursAgo: 1, $"2001:db8::{i:x}")),
        ]);

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(0);
        Assert.Contains("2\t198.51.100.1", result.Output, StringComparison.Ordinal);
        Assert.Equal(19, result.Output.Split("1\t2001:db8::").Length - 1);
    }

    [Fact]
    public async Task The_log_of_nginx_is_read_with_requests_that_are_none()
    {
        await FillAsync();
        _checks.Settings["POSTURE_NGINX_LOG"] = _checks.PathOf("nginx/access.log");
        _checks.Settings["POSTURE_REFUSED_REQUESTS"] = "2";
        string Line(string request, int status) => $"198.51.100.5 - - [{_checks.NginxTime(1)}] \"{request}\" {status} 157 \"-\" \"curl/7.88.1\"";
        _checks.Write("nginx/access.log", Line("GET /health HTTP/1.1", 200), Line("", 400), Line("GET /a b HTTP/1.1", 404), Line("GET /wp-login.php HTTP/1.1", 404));

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(1);
        result.LookAt("nginx: addresses that got");
        Assert.Contains("4\t198.51.100.5", result.Output, StringComparison.Ordinal);
        Assert.Contains("2\t198.51.100.5", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-90, 7, "expires within 14 days")]
    [InlineData(-90, -1, "it has EXPIRED")]
    [InlineData(1, 90, "it is NOT VALID YET")]
    public async Task A_certificate_before_its_begin_or_near_or_past_its_end_is_to_be_looked_at(int from, int to, string reason)
    {
        await FillAsync();
        await _checks.CertifyAsync(from, to);

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(1);
        result.LookAt(reason);
    }

    [Fact]
    public async Task Nothing_to_look_into_is_not_well()
    {
        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(2);
        result.CouldNotCheck("error.log'");
        result.CouldNotCheck("access.log'");
        result.CouldNotCheck("posture-system.crt'");
        Assert.DoesNotContain("well  ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_that_nobody_writes_any_more_are_not_well()
    {
        await FillAsync();
        _checks.Write("logs/access.log", [.. _checks.Requests(10, hoursAgo: 30)]);
        _checks.Write("logs/error.log");

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(2);
        result.CouldNotCheck("Does the server log into this folder?");
        result.CouldNotCheck("no request of the last 24 hours");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(60, 5 * 24)]
    public async Task Refused_tokens_that_only_the_access_log_has_are_not_well(int failures, double hoursAgo)
    {
        await FillAsync();
        _checks.Write("logs/access.log", [.. _checks.Requests(60, hoursAgo: 1, status: 401), .. _checks.Requests(60, hoursAgo: 30)]);
        _checks.Write("logs/error.log", [.. _checks.Failures(failures, hoursAgo, "203.0.113.9")]);

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(2);
        result.CouldNotCheck("0 in " + _checks.PathOf("logs/error.log"));
    }

    [Fact]
    public async Task Without_the_day_before_and_with_a_broken_certificate_it_says_so()
    {
        await FillAsync();
        _checks.Write("logs/access.log", [.. _checks.Requests(10, hoursAgo: 2)]);
        _checks.Write("posture-system.crt", "-----BEGIN CERTIFICATE-----");

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(2);
        result.CouldNotCheck("none of the day before");
        result.CouldNotCheck("certificate: ");
    }

    [Fact]
    public async Task A_user_of_nginx_with_blanks_and_brackets_in_the_name_hides_nothing()
    {
        await FillAsync();
        _checks.Settings["POSTURE_NGINX_LOG"] = _checks.PathOf("nginx/access.log");
        string Line(string user, int status) => $"198.51.100.{(status == 200 ? 5 : 66)} - {user} [{_checks.NginxTime(1)}] \"GET / HTTP/1.1\" {status} 157 \"-\" \"-\"";
        _checks.Write("nginx/access.log",
            [.. Enumerable.Repeat(Line("-", 200), 400), .. Enumerable.Repeat(Line("a b", 401), 150), .. Enumerable.Repeat(Line($"c [{_checks.NginxTime(99)}] ", 401), 150)]);

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(1);
        result.LookAt("nginx: addresses that got");
        Assert.Contains("300\t198.51.100.66", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(6, true)]
    public async Task More_than_a_hundredth_of_lines_in_another_format_could_hide_something(int lines, bool told)
    {
        await FillAsync();
        _checks.Write("logs/access.log", [.. _checks.Requests(100, 2), .. _checks.Requests(100, 30), .. Enumerable.Repeat("torn", lines)]);

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(told ? 2 : 0);
        Assert.Equal(told, result.Output.Contains($"{lines} lines are not in the format", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_of_another_format_are_not_taken_for_no_traffic()
    {
        await FillAsync();
        _checks.Write("logs/access.log", [.. _checks.Requests(1, 2), .. _checks.Requests(1, 30), .. Enumerable.Repeat("{\"message\": \"a request\"}", 9)]);

        ToolResult result = await _checks.RunAsync("daily");

        result.EndedWith(2);
        result.CouldNotCheck("9 lines are not in the format");
    }

    private async Task FillAsync()
    {
        _checks.Write("logs/access.log", [.. _checks.Requests(10, hoursAgo: 2), .. _checks.Requests(10, hoursAgo: 30)]);
        _checks.Write("logs/error.log", [.. _checks.Failures(3, hoursAgo: 1, "203.0.113.9"), "    at Posture.Somewhere"]);
        await _checks.CertifyAsync(-1, 90);
    }
}
