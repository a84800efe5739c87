using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Posture.System.Tests.Deployment;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Logs;

/// <summary>The guide's rotation, run by the real logrotate on the logs of a server that is at work.</summary>
public sealed partial class RotationTests
{
    private const int LinesBetweenRotations = 400;

    // Requests that were answered, and whose line was still on its way into the file.
    private const int MaxOnTheirWay = 100;

    private int _sent;

    [Fact]
    public async Task Two_rotations_under_load_leave_whole_files_and_lose_only_what_copytruncate_may()
    {
        Assert.SkipUnless(Shell.Has("logrotate"), "logrotate is not installed.");
        await using ServerProcess server = await ServerProcess.StartAsync();
        string access = Path.Combine(server.LogDirectory, "access.log");
        using var stop = new CancellationTokenSource();
        Task load = LoadAsync(server, stop.Token);
        var meanwhile = new List<(int From, int To)>();

        for (int rotation = 0; rotation < 2; rotation++)
        {
            await Until.TrueAsync(() => File.ReadLines(access).Count() > LinesBetweenRotations, "lines to rotate");
            int from = Volatile.Read(ref _sent) - MaxOnTheirWay;
            await RotateAsync(server.LogDirectory);
            meanwhile.Add((from, Volatile.Read(ref _sent)));
        }

        await Until.TrueAsync(() => File.ReadLines(access).Count() > LinesBetweenRotations, "lines behind the rotation");
        await stop.CancelAsync();
        await load;
        await Until.TrueAsync(() => Numbers(File.ReadAllText(access)).LastOrDefault() == _sent, "the last line");

        string[] files = [Unpack(access + ".2.gz"), await File.ReadAllTextAsync(access + ".1"), await File.ReadAllTextAsync(access)];
        Assert.All(files, text =>
        {
            Assert.DoesNotContain('\0', text);
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(@"^127\.0\.0\.1 - .* rid:\S+ ver:\S+ agent:\S+$", line));
            int[] numbers = Numbers(text);
            Assert.Equal(Enumerable.Range(numbers[0], numbers.Length), numbers);
        });
        Assert.Equal(1, Numbers(files[0])[0]);
        for (int rotation = 0; rotation < 2; rotation++)
        {
            // What is missing between two files was written while logrotate was between its copy and its truncate.
            Assert.InRange(Numbers(files[rotation])[^1], meanwhile[rotation].From, meanwhile[rotation].To);
            Assert.InRange(Numbers(files[rotation + 1])[0], Numbers(files[rotation])[^1] + 1, meanwhile[rotation].To + 1);
        }

        Assert.DoesNotContain("binary file", (await Shell.RunAsync($"grep seq {access} 2>&1")).Output, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(Path.Combine(server.LogDirectory, "application", "access.log.1")), "Links are left alone.");
    }

    private async Task LoadAsync(ServerProcess server, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        while (!stop.IsCancellationRequested)
        {
            int next = Interlocked.Increment(ref _sent);
            (await http.GetAsync(new Uri($"seq/{next}", UriKind.Relative), CancellationToken.None)).Dispose();
        }
    }

    private static async Task RotateAsync(string directory)
    {
        string configuration = Path.Combine(directory, "logrotate.conf");
        await File.WriteAllTextAsync(
            configuration,
            RepositoryFile.Read("ops/logrotate/posture-system").Replace("/var/log/posture_system", directory, StringComparison.Ordinal));
        ShellResult result = await Shell.RunAsync(
            $"PATH=$PATH:/usr/sbin logrotate -f -s {directory}/logrotate.state {configuration}");
        Assert.True(result is { ExitCode: 0, Errors: "" }, result.Errors);
    }

    private static string Unpack(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static int[] Numbers(string text) =>
        [.. Sequence().Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"""GET /seq/(\d+) ")]
    private static partial Regex Sequence();
}
