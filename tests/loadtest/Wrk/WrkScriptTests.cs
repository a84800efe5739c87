using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Wrk;

/// <summary>Runs loadtest/load_test.lua in the real wrk against servers that answer rightly and wrongly.</summary>
public sealed class WrkScriptTests
{
    [Theory]
    [InlineData("")]
    [InlineData("loadtest")]
    public async Task Right_answers_end_well_from_either_folder_that_holds_the_script(string folder)
    {
        var requests = new RequestLog();
        await using RunningServer server = await RunningServer.HttpAsync(requests.AnswerAsync);

        WrkOutcome outcome = await WrkAsync(server.BaseUri, folder);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        foreach (string percentile in (string[])["p50: ", "p95: ", "p99: "])
            Assert.Contains(percentile, outcome.Output, StringComparison.Ordinal);
        Assert.Empty(requests.Refused);
        Assert.True(requests.DistinctPitches > 10, "The pitch does not vary.");
    }

    [Theory]
    [InlineData("pd_a-token", "Bearer pd_a-token")]
    [InlineData("", "")]
    public async Task The_token_of_the_environment_is_sent(string token, string authorization)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        await using RunningServer server = await RunningServer.HttpAsync(context =>
        {
            seen[context.Request.Headers.Authorization.ToString()] = true;
            return context.Response.WriteAsync("""{"type":"prediction"}""");
        });

        WrkOutcome outcome = await WrkAsync(server.BaseUri, token: token);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal([authorization], seen.Keys);
    }

    [Theory]
    [InlineData(500, """{"title":"boom"}""", "non-2xx answers")]
    [InlineData(302, "", "non-2xx answers")]
    [InlineData(200, """{"type":"other"}""", "2xx answers that hold no prediction")]
    public async Task Wrong_answers_end_with_a_failure_that_shows_one(int status, string body, string expected)
    {
        await using RunningServer server = await RunningServer.HttpAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });

        WrkOutcome outcome = await WrkAsync(server.BaseUri);

        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("FAILED: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains(expected, outcome.Errors, StringComparison.Ordinal);
        Assert.Contains($"{status} {body}", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_connections_end_with_a_failure()
    {
        await using RunningServer server = await RunningServer.HttpAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        WrkOutcome outcome = await WrkAsync(server.BaseUri);

        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("read errors", outcome.Errors, StringComparison.Ordinal);
    }

    private static async Task<WrkOutcome> WrkAsync(Uri server, string folder = "", string token = "")
    {
        var start = new ProcessStartInfo(
            "wrk", ["-t2", "-c4", "-d1s", "--script=load_test.lua", $"http://localhost:{server.Port}/"])
        {
            WorkingDirectory = Path.Combine(RepositoryFolder.Root, folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["POSTURE_TOKEN"] = token },
        };
        using Process? wrk = StartOrSkip(start);
        Task<string> output = wrk!.StandardOutput.ReadToEndAsync();
        Task<string> errors = wrk.StandardError.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return new WrkOutcome(wrk.ExitCode, await output, await errors);
    }

    private static Process? StartOrSkip(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            Assert.Skip("wrk is not installed (apt-get install wrk).");
            throw;
        }
    }

    private sealed record WrkOutcome(int ExitCode, string Output, string Errors);

    /// <summary>Answers POST /test-prediction as the product would and keeps what it was asked.</summary>
    private sealed class RequestLog
    {
        private readonly HashSet<double> _pitches = [];
        private readonly List<string> _refused = [];

        public int DistinctPitches => _pitches.Count;

        public IReadOnlyList<string> Refused => _refused;

        public async Task AnswerAsync(HttpContext context)
        {
            string body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            HttpRequest request = context.Request;
            lock (_pitches)
            {
                if (request.Method == "POST" && request.Path == "/test-prediction" && request.HasJsonContentType())
                    _pitches.Add(Pitch(body));
                else
                    _refused.Add($"{request.Method} {request.Path} {body}");
            }
            await context.Response.WriteAsync("""{"type":"prediction"}""");
        }

        private static double Pitch(string body)
        {
            JsonElement frame = JsonDocument.Parse(body).RootElement;
            Assert.True(frame.GetProperty("timestamp").GetInt64() > 0);
            return frame.GetProperty("relativePitch").GetDouble();
        }
    }
}
