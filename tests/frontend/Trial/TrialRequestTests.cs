using System.Collections.Immutable;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Frontend.Trial;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Tests.Trial;

public sealed class TrialRequestTests
{
    [Fact]
    public void One_frame_is_read() => Assert.Equal(
        [new PitchFrame(12345, -10.5)], Read("""{"timestamp":12345,"relativePitch":-10.5,"extra":true}"""));

    [Fact]
    public void Several_frames_are_read_in_their_order() => Assert.Equal(
        [new PitchFrame(2, -1), new PitchFrame(1, 180)], Read("""{"frames":[[2,-1],[1,180]],"timestamp":"ignored"}"""));

    [Fact]
    public void As_many_frames_as_a_window_holds_are_read_and_one_more_is_refused()
    {
        Assert.Equal(512, Read(Frames(512)).Length);
        AssertRefused("frames", Frames(513));
    }

    [Theory]
    [InlineData("", "[]")]
    [InlineData("", "7")]
    [InlineData("", "null")]
    [InlineData("timestamp", "{}")]
    [InlineData("timestamp", """{"relativePitch":1}""")]
    [InlineData("relativePitch", """{"timestamp":1}""")]
    [InlineData("timestamp", """{"timestamp":"1","relativePitch":1}""")]
    [InlineData("timestamp", """{"timestamp":1e400,"relativePitch":1}""")]
    [InlineData("timestamp", """{"timestamp":9007199254740994,"relativePitch":1}""")]
    [InlineData("relativePitch", """{"timestamp":1,"relativePitch":null}""")]
    [InlineData("relativePitch", """{"timestamp":1,"relativePitch":180.1}""")]
    [InlineData("frames", """{"frames":[]}""")]
    [InlineData("frames", """{"frames":null}""")]
    [InlineData("frames", """{"frames":{"0":[1,2]}}""")]
    [InlineData("frames[1]", """{"frames":[[1,2],[1]]}""")]
    [InlineData("frames[1]", """{"frames":[[1,2],[1,2,3]]}""")]
    [InlineData("frames[0]", """{"frames":["x"]}""")]
    [InlineData("frames[1][0]", """{"frames":[[1,2],[true,2]]}""")]
    [InlineData("frames[0][1]", """{"frames":[[1,-181]]}""")]
    [InlineData("", """{"\ud800abcdefghijklmnopq":1,"timestamp":1,"relativePitch":1}""")]
    public void A_refusal_names_the_field(string field, string body) => AssertRefused(field, body);

    private static string Frames(int count) => $$"""{"frames":[{{string.Join(',', Enumerable.Repeat("[1,2]", count))}}]}""";

    private static ImmutableArray<PitchFrame> Read(string body) => JsonBody.Read(JsonDocument.Parse(body).RootElement, TrialRequest.Read);

    private static void AssertRefused(string field, string body)
    {
        var refused = Assert.Throws<FieldRefusedException>(() => { Read(body); });
        Assert.Equal(field, refused.Field);
        Assert.Contains(field, refused.Message, StringComparison.Ordinal);
    }
}
