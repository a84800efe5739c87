using System.Globalization;
using System.Text.Json;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Ladder;

public sealed class LadderCommandTests
{
    [Fact]
    public async Task Every_server_is_measured_at_every_number_of_connections()
    {
        await using RunningServer system = await RunningServer.BaselineAsync();
        string json = Path.GetTempFileName();

        CommandOutcome outcome = await CommandOutcome.OfAsync(
            "ladder", "--connections", "2,5", "--rate", "50", "--warmup", "0", "--duration", "0.5",
            "--system-url", system.BaseUri.ToString(),
            "--system-pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), "--json", json);

        Assert.Equal((ExitCode.AllRepliesValid, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains("method    open loop, 50 Hz a device", outcome.Output, StringComparison.Ordinal);
        JsonElement rungs = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement.GetProperty("rungs");
        Assert.Equal(
            [(2, "baseline"), (2, "system"), (5, "baseline"), (5, "system")],
            rungs.EnumerateArray().SelectMany(rung => rung.GetProperty("result").GetProperty("rounds").EnumerateArray().Select(
                round => (rung.GetProperty("connections").GetInt32(), round.GetProperty("server").GetString()!))));
        File.Delete(json);
    }

    [Theory]
    [InlineData("100,0")]
    [InlineData("100,50001")]
    [InlineData("100,,200")]
    [InlineData("many")]
    public async Task A_number_out_of_bounds_is_refused_with_exit_2(string connections)
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("ladder", "--connections", connections);

        Assert.Equal(ExitCode.NotRun, outcome.ExitCode);
        Assert.Contains("--connections", outcome.Errors, StringComparison.Ordinal);
    }
}
