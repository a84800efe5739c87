using System.Text.Json;
using Posture.Grains.Interfaces.Frames;
using Posture.System.Tests.Support;
using Posture.Training.Learning;
using Posture.Training.Packaging;
using Posture.Training.Recordings;
using Posture.Training.Tests.Support;

namespace Posture.System.Tests.Training;

/// <summary>
/// What a recording gets over the socket is what the trainer's own arithmetic says of the same windows: nothing between
/// the device and the model, ONNX Runtime included, changes an answer.
/// </summary>
[Collection(SharedServer.Name)]
public sealed class SkewTests(Server server)
{
    private const double Tolerance = 1e-5;

    [Fact]
    public async Task Replayed_recordings_get_the_labels_of_the_trainer()
    {
        string folder = RealRecordings.Require();
        LinearClassifier model = TrainedModel.Load(Path.Combine(ServerProcess.ServerFolder, "models", "posture", "1.0.0"));
        RecordingFolder recordings = RecordingFolder.Load(folder, trim: null, new Progress<double>());

        Assert.NotEmpty(recordings.Recordings);
        foreach (Recording recording in recordings.Recordings)
            await AssertSameAsync(recording, [.. model.Replay(recording.Frames)]);
    }

    private async Task AssertSameAsync(Recording recording, WindowPrediction[] expected)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);
        for (int i = 0; i < expected.Length; i++)
        {
            PitchFrame frame = recording.Frames[i];
            JsonElement reply = await device.AskAsync(frame.TimestampMs, frame.PitchDegrees);

            Assert.Equal(expected[i].Label, reply.GetProperty("predicted_posture").GetInt32());
            for (int label = 0; label < expected[i].Probabilities.Length; label++)
            {
                double actual = reply.GetProperty("all_probabilities").GetProperty($"{label}").GetDouble();
                Assert.Equal(expected[i].Probabilities[label], actual, Tolerance);
            }
        }
    }
}
