using Posture.Grains.Interfaces.Frames;
using Posture.Training.Recordings;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Recordings;

public sealed class RecordingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recording_is_read_with_person_label_and_frames()
    {
        _folder.Write("ann/3.csv", "timestamp_ms,relative_pitch_deg\n12,0.0\n1011, -2.5\n\n2013,1e1\n");

        Recording recording = RecordingFile.Read(_folder.Path, "ann/3.csv");

        Assert.Equal("ann", recording.Person);
        Assert.Equal(3, recording.Label);
        Assert.Equal([new PitchFrame(12, 0), new PitchFrame(1011, -2.5), new PitchFrame(2013, 10)], recording.Frames);
    }

    [Fact]
    public void The_hash_is_that_of_the_file()
    {
        _folder.Write("ann/3.csv", "timestamp_ms,relative_pitch_deg\n1,2\n");

        Recording recording = RecordingFile.Read(_folder.Path, "ann/3.csv");

        Assert.Equal("5d2e6838420c375462d5120c75c247592306b2148b290a6c72c046059922a7ac", recording.Sha256);
    }

    [Theory]
    [InlineData("logged: 0ms, pitch: 0.00\nlogged: 1000ms, pitch: 1.40\n", "no header")]
    [InlineData("0,1\n1000,2\n", "is '0,1'")]
    [InlineData("relative_pitch_deg,timestamp_ms\n1,2\n", "no header")]
    [InlineData("", "no header")]
    [InlineData("timestamp_ms,relative_pitch_deg\n", "no samples")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,1\n1000,x7\n", "line 3: relative_pitch_deg 'x7' is not a number")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,1\n\n1000,\n", "line 4: relative_pitch_deg '' is not a number")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,1\nsoon,2\n", "line 3: timestamp_ms 'soon' is not a number")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,NaN\n", "line 2: relative_pitch_deg 'NaN' is not finite")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,1\n1e999,2\n", "line 3: timestamp_ms '1e999' is not finite")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,180.1\n", "line 2: relative_pitch_deg '180.1' is outside ±180")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,-181\n", "line 2: relative_pitch_deg '-181' is outside ±180")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,1\n1000\n", "line 3 has 1 field(s) instead of 2")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,1\n1,2,3\n", "line 3 has 3 field(s) instead of 2")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,1\n900,2\n899,3\n", "line 4: time 899 ms is not after 900 ms")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,1\n900,2\n900,3\n", "line 4: time 900 ms is not after 900 ms")]
    [InlineData("timestamp_ms,relative_pitch_deg\n0,1\n900,\"2\n", "line 3 is not CSV")]
    public void A_bad_file_is_refused_with_its_reason(string content, string reason)
    {
        _folder.Write("ann/0.csv", content);

        var refusal = Assert.Throws<RecordingRefusedException>(() => RecordingFile.Read(_folder.Path, "ann/0.csv"));

        Assert.Contains(reason, refusal.Message);
    }

    [Theory]
    [InlineData("ann/8.csv", "label '8' is outside 0 to 7")]
    [InlineData("ann/-1.csv", "label '-1' is outside 0 to 7")]
    [InlineData("ann/03.csv", "label '03' is outside 0 to 7")]
    [InlineData("ann/notes.csv", "label 'notes' is outside 0 to 7")]
    [InlineData("0.csv", "not in a person's folder")]
    [InlineData("ann/again/0.csv", "not in a person's folder")]
    public void A_path_without_person_and_label_is_refused(string path, string reason)
    {
        _folder.Write(path, RecordingText.Of(0, seed: 1));

        var refusal = Assert.Throws<RecordingRefusedException>(() => RecordingFile.Read(_folder.Path, path));

        Assert.Contains(reason, refusal.Message);
    }

    [Fact]
    public void A_file_too_large_to_be_a_recording_is_refused_unread()
    {
        _folder.Write("ann/0.csv", "");
        using (FileStream file = File.OpenWrite(_folder.Below("ann/0.csv")))
            file.SetLength(17 * 1024 * 1024);

        var refusal = Assert.Throws<RecordingRefusedException>(() => RecordingFile.Read(_folder.Path, "ann/0.csv"));

        Assert.Contains("larger than 16 MiB", refusal.Message);
    }
}
