using System.Globalization;
using System.Text.Json;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Comparison;

public sealed class CompareCommandTests
{
    [Fact]
    public async Task Baseline_and_system_are_measured_in_turn()
    {
        await using RunningServer system = await RunningServer.BaselineAsync();
        string json = Path.GetTempFileName();

        CommandOutcome outcome = await CommandOutcome.OfAsync(
            "compare", "--system-url", system.BaseUri.ToString(),
            "--system-pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            "--rounds", "2", "--connections", "4", "--warmup", "0", "--frames", "20", "--json", json);

        Assert.Equal((ExitCode.AllRepliesValid, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains("system / baseline", outcome.Output, StringComparison.Ordinal);
        JsonElement result = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement.GetProperty("result");
        Assert.Equal(
            ["baseline", "system", "baseline", "system"],
            result.GetProperty("rounds").EnumerateArray().Select(round => round.GetProperty("server").GetString()));
        Assert.All(result.GetProperty("rounds").EnumerateArray(), round => Assert.Equal(
            80, round.GetProperty("load").GetProperty("measurement").GetProperty("replies").GetInt64()));
        JsonElement measured = result.GetProperty("servers")[1];
        Assert.Equal("system", measured.GetProperty("server").GetString());
        Assert.True(measured.GetProperty("to_baseline").GetProperty("replies_per_second").GetDouble() > 0);
        File.Delete(json);
    }

    [Fact]
    public async Task A_fault_in_any_round_is_a_failure()
    {
        await using RunningServer system = await RunningServer.SocketAsync(
            (socket, _) => socket.ServeAsync(_ => """{"type":"error","error":"no"}"""));

        CommandOutcome outcome = await CommandOutcome.OfAsync(
            "compare", "--system-url", system.BaseUri.ToString(),
            "--rounds", "1", "--connections", "2", "--warmup", "0", "--frames", "3");

        Assert.Equal(ExitCode.Faults, outcome.ExitCode);
        Assert.Contains("round 1, system: 6 × ErrorReply", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_topologies_need_both_servers()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("compare", "--redis", "localhost:6379");

        Assert.Equal(ExitCode.NotRun, outcome.ExitCode);
        Assert.Contains("--postgres", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_rivals_of_one_name_are_refused()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("compare", "--rival", "a/node", "--rival", "b/node");

        Assert.Equal(ExitCode.NotRun, outcome.ExitCode);
        Assert.Contains("--rival node", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_without_a_value_is_refused()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("compare", "--system-setting", "Posture__Mode");

        Assert.Equal(ExitCode.NotRun, outcome.ExitCode);
        Assert.Contains("KEY=VALUE", outcome.Errors, StringComparison.Ordinal);
    }
}
