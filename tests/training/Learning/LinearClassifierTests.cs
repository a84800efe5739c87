using CsCheck;
using Posture.Training.Learning;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Learning;

public sealed class LinearClassifierTests
{
    [Fact]
    public void Probabilities_sum_to_one_and_keep_the_order_of_the_logits() =>
        Gen.Select(Classifiers.Gen, Classifiers.GenFeatures).Sample((classifier, features) =>
        {
            double[] logits = classifier.Logits(features);
            double[] probabilities = classifier.Probabilities(features);

            return Math.Abs(probabilities.Sum() - 1) < 1e-12
                && Softmax.ArgMax(logits) == Softmax.ArgMax(probabilities);
        });

    [Fact]
    public void A_replay_answers_each_frame_from_the_frames_up_to_it()
    {
        LinearClassifier model = DiscriminantAnalysis.Fit(Samples.Separable("ann"), 0.5);
        WindowedRecording recording = Samples.Recording("ben", 2, 20, frameCount: 15);

        WindowPrediction[] replay = [.. model.Replay(recording.Recording.Frames)];

        Assert.Equal(15, replay.Length);
        for (int index = 0; index < replay.Length; index++)
        {
            Assert.Equal(index, replay[index].FrameIndex);
            Assert.Equal(recording.Recording.Frames[index], replay[index].Frame);
            Assert.Equal(model.Probabilities(recording.Windows[index].Values.AsSpan()), replay[index].Probabilities);
            Assert.Equal(replay[index].Probabilities.Max(), replay[index].Probabilities[replay[index].Label]);
        }
    }
}
