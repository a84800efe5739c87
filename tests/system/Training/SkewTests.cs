using System.Text.Json;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.System.Tests.Support;
using Posture.Training.Learning;
using Posture.Training.Packaging;
using Posture.Training.Recordings;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.System.Tests.Training;

/// <summary>
/// What a recording gets over the socket is what the trainer's own arithmetic says of the same windows: nothing between
/// the device and the model, ONNX Runtime included, changes an answer.
/// </summary>
public sealed class SkewTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public async Task The_personal_model_answers_as_the_trainer_to_people_who_have_calibrated_nothing()
    {
        PersonalClassifier model = TrainedModel.LoadPersonal(Folder("2.1.0"));
        await AssertSameAsync("2.1.0", features => model.Probabilities(features.Values.AsSpan(), PersonalProfile.Empty));
    }

    [Fact]
    public async Task The_model_for_everybody_answers_as_the_trainer()
    {
        LinearClassifier model = TrainedModel.Load(Folder("1.0.0"));
        await AssertSameAsync("1.0.0", features => model.Probabilities(features.Values.AsSpan()));
    }

    private static string Folder(string version) => Path.Combine(ServerProcess.ServerFolder, "models", "posture", version);

    private static async Task AssertSameAsync(string version, Func<FeatureVector, double[]> trainer)
    {
        RecordingFolder recordings = RecordingFolder.Load(RealRecordings.Require(), trim: null, new Progress<double>());
        await using ServerProcess server = await ServerProcess.StartAsync(
            settings: new Dictionary<string, string> { ["Posture__Model__Version"] = version });

        Assert.NotEmpty(recordings.Recordings);
        foreach (Recording recording in recordings.Recordings)
            await AssertSameAsync(server, recording, [.. WindowedRecording.FeaturesOf(recording.Frames).Select(trainer)]);
    }

    private static async Task AssertSameAsync(ServerProcess server, Recording recording, double[][] expected)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server);
        for (int i = 0; i < expected.Length; i++)
        {
            PitchFrame frame = recording.Frames[i];
            JsonElement reply = await device.AskAsync(frame.TimestampMs, frame.PitchDegrees);

            Assert.Equal(expected[i].Index().MaxBy(entry => entry.Item).Index, reply.GetProperty("predicted_posture").GetInt32());
            for (int label = 0; label < expected[i].Length; label++)
            {
                double actual = reply.GetProperty("all_probabilities").GetProperty($"{label}").GetDouble();
                Assert.Equal(expected[i][label], actual, Tolerance);
            }
        }
    }
}
