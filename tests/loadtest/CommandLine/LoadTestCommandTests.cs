using System.Text.Json;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.CommandLine;

public sealed class LoadTestCommandTests
{
    [Fact]
    public async Task A_run_without_faults_exits_0_and_reports_what_it_did()
    {
        await using RunningServer server = await RunningServer.BaselineAsync();
        string json = Path.GetTempFileName();

        CommandOutcome outcome = await CommandOutcome.OfAsync(
            "run", "--url", server.SocketUri.ToString(), "--connections", "4", "--warmup", "0", "--frames", "10",
            "--mode", "open", "--rate", "100", "--json", json);

        Assert.Equal((ExitCode.AllRepliesValid, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains("latency p99.9", outcome.Output, StringComparison.Ordinal);
        JsonElement result = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement.GetProperty("result");
        Assert.Equal(40, result.GetProperty("measurement").GetProperty("replies").GetInt64());
        Assert.Equal(0, result.GetProperty("fault_total").GetInt64());
        File.Delete(json);
    }

    [Fact]
    public async Task A_run_with_a_wrong_reply_exits_1_and_shows_the_first()
    {
        await using RunningServer wrong = await RunningServer.SocketAsync(
            (socket, _) => socket.ServeAsync(_ => """{"type":"error","error":"overloaded"}"""));

        CommandOutcome outcome = await CommandOutcome.OfAsync(
            "run", "--url", wrong.SocketUri.ToString(), "--connections", "2", "--warmup", "0", "--frames", "3");

        Assert.Equal(ExitCode.Faults, outcome.ExitCode);
        Assert.Contains("first ErrorReply", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("overloaded", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_machine_is_refused_with_exit_2()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("run", "--url", "ws://192.0.2.1/ws", "--duration", "1");

        Assert.Equal(ExitCode.NotRun, outcome.ExitCode);
        Assert.StartsWith("FAILED: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("--allow-remote", outcome.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--connections", "0")]
    [InlineData("--connections", "50001")]
    [InlineData("--duration", "0")]
    [InlineData("--warmup", "601")]
    [InlineData("--pipeline", "65")]
    [InlineData("--rate", "NaN")]
    [InlineData("--rate", "1001")]
    [InlineData("--frames", "0")]
    [InlineData("--mode", "half-open")]
    [InlineData("--url", "http://127.0.0.1:8000/ws")]
    [InlineData("--url", "ws://127.0.0.1:8000/ws?user=me")]
    public async Task A_value_out_of_bounds_is_refused_with_exit_2(string option, string value)
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("run", option, value);

        Assert.Equal(ExitCode.NotRun, outcome.ExitCode);
        Assert.Contains(option, outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_process_that_does_not_exist_is_refused_with_exit_2()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("run", "--server-pid", "2147483647");

        Assert.Equal(ExitCode.NotRun, outcome.ExitCode);
    }
}
