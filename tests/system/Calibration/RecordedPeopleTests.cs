using System.Net;
using System.Text.Json;
using Posture.Grains.Interfaces.Frames;
using Posture.System.Tests.Support;
using Posture.Training.Evaluation;
using Posture.Training.Recordings;
using Posture.Training.Tests.Support;

namespace Posture.System.Tests.Calibration;

/// <summary>
/// The real recordings through the running server: the first seconds of each posture over HTTP, and after a gap of 10 s
/// the rest as a v1 device. The shipped model's prior has seen these people; the model card has the scores without that.
/// </summary>
[Collection(SharedServer.Name)]
public sealed class RecordedPeopleTests(Server server, ITestOutputHelper output)
{
    private const double GapMs = 10_000;

    [Theory]
    [InlineData(20, 0.58)]
    [InlineData(60, 0.63)]
    public async Task Calibrated_people_are_recognised(int seconds, double leastMacroF1)
    {
        RecordingFolder recordings = RecordingFolder.Load(RealRecordings.Require(), Trim.Default, new Progress<double>());
        var scores = new List<double>();
        foreach (IGrouping<string, Recording> person in recordings.Recordings.GroupBy(recording => recording.Person))
            scores.Add(await MacroF1Async([.. person], seconds * 1000));

        output.WriteLine($"{seconds} s: macro-F1 {scores.Average():0.000} ({string.Join(", ", scores.Select(score => $"{score:0.000}"))})");
        Assert.True(scores.Average() >= leastMacroF1, $"macro-F1 {scores.Average():0.000} after {seconds} s");
    }

    private async Task<double> MacroF1Async(Recording[] person, double calibrationMs)
    {
        string user = Server.NewUser();
        using var calibration = new CalibrationClient(server.Process, user);
        foreach (Recording posture in person)
        {
            using HttpResponseMessage response = await calibration.GiveAsync(posture.Label, Part(posture, 0, calibrationMs));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var matrix = new ConfusionMatrix();
        foreach (Recording posture in person)
        {
            await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process, "user=" + user);
            foreach (PitchFrame frame in Part(posture, calibrationMs + GapMs, double.MaxValue))
            {
                JsonElement reply = await device.AskAsync(frame.TimestampMs, frame.PitchDegrees);
                matrix.Add(posture.Label, reply.GetProperty("predicted_posture").GetInt32());
            }
        }

        return matrix.MacroF1;
    }

    private static IEnumerable<PitchFrame> Part(Recording recording, double fromMs, double toMs) => recording.Frames
        .Where(frame => frame.TimestampMs - recording.Frames[0].TimestampMs is var atMs && atMs >= fromMs && atMs < toMs);
}
