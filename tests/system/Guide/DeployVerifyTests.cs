using Posture.System.Tests.Deployment;
using Posture.System.Tests.Limits;
using Posture.System.Tests.Logs;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Guide;

/// <summary>ops/deploy-verify.sh accepts what works, and names what does not.</summary>
public sealed class DeployVerifyTests
{
    private const string Token = "operators-token-of-these-tests";
    private static readonly string Script = RepositoryFile.PathOf("ops/deploy-verify.sh");

    [Fact]
    public async Task A_server_that_asks_for_a_token_is_verified_with_it_and_not_without()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(settings: new Dictionary<string, string>
        {
            ["Posture__Auth__AllowAnonymous"] = "false",
            ["Posture__Auth__OperatorToken"] = Token,
        });

        ShellResult with = await VerifyAsync(server, $"OPERATOR_TOKEN={Token} POSTURE_VERIFY_P95_MS=10000 POSTURE_VERIFY_COUNT=20");
        ShellResult without = await VerifyAsync(server, "OPERATOR_TOKEN= POSTURE_VERIFY_P95_MS=10000");

        Assert.True(with.ExitCode == 0, with.Output + with.Errors);
        Assert.Contains("p95 of 20 predictions", with.Output, StringComparison.Ordinal);
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("ok      health", without.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED  function: /test-prediction: HTTP 401", without.Output, StringComparison.Ordinal);
        Assert.Contains("set OPERATOR_TOKEN", without.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_too_slow_or_gone_does_not_pass()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();

        // No prediction over a connection of its own takes a millisecond or less.
        ShellResult slow = await VerifyAsync(server, "POSTURE_VERIFY_P95_MS=1 POSTURE_VERIFY_COUNT=20");
        await server.KillAsync();
        ShellResult gone = await VerifyAsync(server, "");

        Assert.Equal(1, slow.ExitCode);
        Assert.Contains("FAILED  performance: p95", slow.Output, StringComparison.Ordinal);
        Assert.Equal(1, gone.ExitCode);
        Assert.Contains("FAILED  health: curl: (7)", gone.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("All checks passed", slow.Output + gone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predictions_over_a_limit_are_counted_by_status_and_their_speed_is_not_judged()
    {
        await using ServerProcess server = await LimitedProcess.StartAsync(("RequestsPerSecondPerAddress", "5"));

        ShellResult result = await VerifyAsync(server, "POSTURE_VERIFY_P95_MS=10000");

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"FAILED  performance: [1-9]\d* of 100 predictions failed \([1-9]\d* HTTP 429\), so their speed is not judged: 429 is a limit", result.Output);
        Assert.DoesNotContain("p95", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ftp://localhost")]
    [InlineData("", "http://localhost:1 http://localhost:2")]
    [InlineData("POSTURE_VERIFY_COUNT=19", "")]
    [InlineData("POSTURE_VERIFY_P95_MS=fast", "")]
    public async Task A_wrong_question_is_refused(string settings, string arguments)
    {
        ShellResult result = await Shell.RunAsync($"{settings} {Script} {arguments}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("POSTURE_VERIFY", result.Errors, StringComparison.Ordinal);
    }

    private static Task<ShellResult> VerifyAsync(ServerProcess server, string settings) =>
        Shell.RunAsync($"{settings} {Script} {server.BaseUri}");
}
