using System.Globalization;

namespace Posture.Examples.CSharp;

/// <summary>Streams from standard input or a sine, and writes every message of the server as a line of JSON.</summary>
internal sealed class StreamingProgram(Uri address, string? token)
{
    private static readonly TimeSpan SineStep = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns the exit code: 0 after all was acknowledged or Ctrl-C, 1 for a wrong line or a final close.</summary>
    public async Task<int> RunAsync(string source)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        // Lines may be of any clock and any day; a sine is of now.
        Func<double>? clock = source == "sine" ? UnixMs : null;
        var stream = new PostureStream(
            address, message => Console.WriteLine(message.GetRawText()), new PostureStreamOptions { Token = token, Clock = clock });

        using var finished = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        Task<StreamEnd> running = stream.RunAsync(finished.Token);
        Task feeding = source == "sine" ? FeedSineAsync(stream, stop.Token) : FeedLinesAsync(stream, stop.Token);
        await Task.WhenAny(running, feeding);
        await finished.CancelAsync();
        if (stream.DroppedCount > 0)
            await Console.Error.WriteLineAsync($"{stream.DroppedCount} frames were dropped: as many waited as may be kept");
        return feeding.IsFaulted ? await FailAsync(feeding.Exception.InnerException!.Message) : await EndAsync(await running);
    }

    private static async Task FeedLinesAsync(PostureStream stream, CancellationToken stop)
    {
        // Not Console.In, whose asynchronous reads block.
        using var input = new StreamReader(Console.OpenStandardInput());
        int number = 0;
        while (await input.ReadLineAsync(stop) is { } line)
        {
            PitchFrame frame = Parse(line, ++number);
            // The pipe keeps what does not fit yet: unlike a sensor, it can wait.
            await stream.WaitForPendingAsync(stream.Capacity - 1, stop);
            stream.Push(frame.TimestampMs, frame.PitchDegrees);
        }

        await stream.WaitForPendingAsync(0, stop);
    }

    private static async Task FeedSineAsync(PostureStream stream, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(SineStep);
        while (await timer.WaitForNextTickAsync(stop))
            stream.Push(UnixMs(), -10 + 15 * Math.Sin(UnixMs() / 2000));
    }

    private static PitchFrame Parse(string line, int number)
    {
        string[] fields = line.Split(',');
        if (fields.Length != 2
            || !double.TryParse(fields[0], CultureInfo.InvariantCulture, out double timestampMs)
            || !double.TryParse(fields[1], CultureInfo.InvariantCulture, out double pitchDegrees))
            throw new FormatException($"Line {number} is \"{line}\". Two numbers are due, such as 15420,-25.73.");
        try
        {
            return PitchFrame.Checked(timestampMs, pitchDegrees);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new FormatException($"Line {number} is \"{line}\". {e.Message}", e);
        }
    }

    private static double UnixMs() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static Task<int> EndAsync(StreamEnd end) =>
        end == StreamEnd.Closed ? Task.FromResult(0) : FailAsync($"ended: {end.Code} {end.Reason}");

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
