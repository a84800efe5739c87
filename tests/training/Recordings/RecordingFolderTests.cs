using Posture.Grains.Inference;
using Posture.Training.Recordings;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Recordings;

public sealed class RecordingFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Good_recordings_are_kept_and_bad_ones_named()
    {
        RecordingText.WriteSeparable(_folder);
        _folder.Write("ann/5.csv", "nothing like it\n");

        RecordingFolder loaded = Load();

        Assert.Equal(23, loaded.Recordings.Length);
        RefusedFile refused = Assert.Single(loaded.Refused);
        Assert.Equal("ann/5.csv", refused.Path);
        Assert.StartsWith("no header", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_ends_are_trimmed()
    {
        _folder.Write("ann/0.csv", RecordingText.Of(0, seed: 1, frameCount: 40));

        Recording recording = Assert.Single(Load().Recordings);

        Assert.Equal(10_000, recording.Frames[0].TimestampMs);
        Assert.Equal(34_000, recording.Frames[^1].TimestampMs);
        Assert.Equal(25, recording.Frames.Length);
    }

    [Theory]
    [InlineData(25, false)]
    [InlineData(26, true)]
    public void A_recording_that_does_not_fill_a_window_after_trimming_is_refused(int frameCount, bool isEnough)
    {
        _folder.Write("ann/0.csv", RecordingText.Of(0, seed: 1));
        _folder.Write("ann/1.csv", RecordingText.Of(10, seed: 2, frameCount));

        RecordingFolder loaded = Load();

        Assert.Equal(isEnough ? 2 : 1, loaded.Recordings.Length);
        if (!isEnough)
            Assert.Contains("too short", Assert.Single(loaded.Refused).Reason);
    }

    [Fact]
    public void A_recording_shorter_than_what_is_trimmed_is_refused()
    {
        _folder.Write("ann/0.csv", RecordingText.Of(0, seed: 1));
        _folder.Write("ann/1.csv", RecordingText.Of(0, seed: 2, frameCount: 3));

        Assert.Contains("it covers 0 s", Assert.Single(Load().Refused).Reason);
    }

    [Theory]
    [InlineData("ann/3.csv")]
    [InlineData("ben/0.csv")]
    public void A_copy_of_another_recording_is_refused_even_with_other_times(string copy)
    {
        double[] pitch = [.. Enumerable.Range(0, 40).Select(second => Math.Sin(second))];
        _folder.Write("ann/0.csv", RecordingText.Rows(pitch.Select((value, index) => (1000.0 * index, value))));
        _folder.Write(copy, RecordingText.Rows(pitch.Select((value, index) => (1001.0 * index + 7, value))));

        RefusedFile refused = Assert.Single(Load().Refused);

        Assert.Equal(copy, refused.Path);
        Assert.Equal("its values are identical to those of ann/0.csv", refused.Reason);
    }

    [Fact]
    public void Without_a_trim_recordings_stay_whole()
    {
        _folder.Write("ann/0.csv", RecordingText.Of(0, seed: 1, frameCount: 3));

        RecordingFolder loaded = RecordingFolder.Load(_folder.Path, trim: null, NoProgress.Instance);

        Assert.Equal(3, Assert.Single(loaded.Recordings).Frames.Length);
    }

    [Fact]
    public void A_missing_folder_is_an_error()
    {
        var failure = Assert.Throws<TrainingException>(() =>
            RecordingFolder.Load(_folder.Below("absent"), Trim.Default, NoProgress.Instance));

        Assert.Contains("does not exist; check --recordings", failure.Message);
    }

    [Fact]
    public void A_folder_without_a_usable_recording_is_an_error_that_gives_the_reasons()
    {
        _folder.Write("ann/9.csv", RecordingText.Of(0, seed: 1));

        var failure = Assert.Throws<TrainingException>(() => Load());

        Assert.Contains("no usable recording", failure.Message);
        Assert.Contains("ann/9.csv: label '9'", failure.Message);
    }

    [Fact]
    public void Two_people_are_too_few()
    {
        RecordingText.WriteSeparable(_folder);
        Directory.Delete(_folder.Below("cho"), recursive: true);

        var failure = Assert.Throws<TrainingException>(() => Load().RequireTrainable());

        Assert.Contains("2 person(s): ann, ben. At least 3 are needed", failure.Message);
    }

    [Fact]
    public void A_posture_without_a_recording_is_an_error()
    {
        RecordingText.WriteSeparable(_folder);
        foreach (string person in RecordingText.Persons)
            File.Delete(_folder.Below($"{person}/6.csv"));

        var failure = Assert.Throws<TrainingException>(() => Load().RequireTrainable());

        Assert.Contains("no usable recording of posture 6", failure.Message);
    }

    [Fact]
    public void A_posture_that_one_person_lacks_is_no_error()
    {
        RecordingText.WriteSeparable(_folder);
        File.Delete(_folder.Below("ann/6.csv"));

        Load().RequireTrainable();
    }

    private RecordingFolder Load() => RecordingFolder.Load(_folder.Path, Trim.Default, NoProgress.Instance);
}
