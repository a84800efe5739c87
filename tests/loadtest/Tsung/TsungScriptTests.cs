using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Tsung;

/// <summary>Runs loadtest/tsung/run.sh with the real Tsung against servers that answer rightly and wrongly.</summary>
public sealed partial class TsungScriptTests
{
    [Fact]
    public async Task It_prints_the_rate_that_it_was_asked_for()
    {
        SkipWithoutTsung();
        await using RunningServer server = await RunningServer.BaselineAsync();

        TsungOutcome outcome = await RunAsync(server.SocketUri.ToString(), "20", "1", "10");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Match rate = RepliesPerSecond().Match(outcome.Output);
        Assert.True(rate.Success, outcome.ToString());
        Assert.InRange(double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), 18, 22);
        Assert.Contains("response mean", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_to_another_frame_end_with_a_failure()
    {
        SkipWithoutTsung();
        await using RunningServer server = await RunningServer.SocketAsync((socket, _) => socket.ServeAsync(
            (JsonObject reply) => { reply["input_timestamp"] = -1; return reply.ToJsonString(); }));

        TsungOutcome outcome = await RunAsync(server.SocketUri.ToString(), "20", "1", "10");

        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("FAILED: nomatch: 20", outcome.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8000/ws")]
    [InlineData("ws://127.0.0.1:8000/ws", "0")]
    [InlineData("ws://127.0.0.1:8000/ws", "10", "0.01")]
    [InlineData("ws://127.0.0.1:8000/ws", "10", "1", "9")]
    public async Task A_value_out_of_bounds_is_refused_with_exit_2(params string[] arguments)
    {
        TsungOutcome outcome = await RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("FAILED: ", outcome.Errors, StringComparison.Ordinal);
    }

    private static void SkipWithoutTsung()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Assert.SkipUnless(
            folders.Any(folder => File.Exists(Path.Combine(folder, "tsung"))), "tsung is not installed (apt-get install tsung).");
    }

    private static async Task<TsungOutcome> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", ["loadtest/tsung/run.sh", .. arguments])
        {
            WorkingDirectory = RepositoryFolder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process script = Process.Start(start)!;
        Task<string> output = script.StandardOutput.ReadToEndAsync();
        Task<string> errors = script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        return new TsungOutcome(script.ExitCode, await output, await errors);
    }

    [GeneratedRegex(@"replies/s +([0-9.]+)")]
    private static partial Regex RepliesPerSecond();

    private sealed record TsungOutcome(int ExitCode, string Output, string Errors);
}
