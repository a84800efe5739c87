using System.Text;
using System.Text.Json;
using CsCheck;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Tests.Protocol;

public sealed class V1RepliesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 5, 7, 42, TimeSpan.FromHours(9));

    private static readonly Prediction Prediction = new(2, 0.85f, [0.05f, 0, 0.85f, 0.1f, 0, 0, 0, 0], "1.0.0");

    private readonly V1Replies _replies = new();

    public void Dispose() => _replies.Dispose();

    [Fact]
    public void The_welcome_greets_in_korean_and_shows_the_format()
    {
        string welcome = Text(_replies.Welcome(Now));

        Assert.StartsWith(
            """{"type":"welcome","message":"자세 분류 웹소켓 서버에 연결되었습니다.","timestamp":"2026-11-23T00:05:07.042Z","instructions":{""",
            welcome,
            StringComparison.Ordinal);
        Assert.Equal(
            """{"timestamp": 15420, "relativePitch": -25.73}""",
            JsonDocument.Parse(welcome).RootElement.GetProperty("instructions").GetProperty("format").GetString());
    }

    [Fact]
    public void A_prediction_has_the_fields_of_the_protocol_in_their_order() => Assert.Equal(
        """
        {"type":"prediction","predicted_posture":2,"confidence":0.85,"all_probabilities":{"0":0.05,"1":0,"2":0.85,"3":0.1,"4":0,"5":0,"6":0,"7":0},"input_timestamp":15420,"input_relative_pitch":-25.73,"server_timestamp":"2026-11-23T00:05:07.042Z","model_version":"1.0.0"}
        """,
        Text(_replies.Prediction(Prediction, new PitchFrame(15420, -25.73), Now)));

    [Fact]
    public void Any_prediction_is_json_that_says_what_went_in_and_never_has_an_error_field() =>
        Gen.Select(Gen.Float[0, 1].Array[8], Gen.Double[-9e15, 9e15], Gen.Double[-180, 180])
            .Where((weights, _, _) => weights.Sum() > 0)
            .Sample((weights, timestampMs, pitchDegrees) =>
            {
                using var replies = new V1Replies();
                float[] probabilities = [.. weights.Select(weight => weight / weights.Sum())];
                int posture = Array.IndexOf(probabilities, probabilities.Max());
                JsonElement reply = Parse(replies.Prediction(
                    new Prediction(posture, probabilities[posture], [.. probabilities], "1.0.0"),
                    new PitchFrame(timestampMs, pitchDegrees),
                    Now));

                Assert.Equal(1, reply.GetProperty("all_probabilities").EnumerateObject().Sum(p => p.Value.GetDouble()), 0.001);
                Assert.Equal(
                    reply.GetProperty("confidence").GetDouble(),
                    reply.GetProperty("all_probabilities").EnumerateObject().Max(p => p.Value.GetDouble()));
                Assert.Equal(timestampMs, reply.GetProperty("input_timestamp").GetDouble());
                Assert.Equal(pitchDegrees, reply.GetProperty("input_relative_pitch").GetDouble());
                Assert.False(reply.TryGetProperty("error", out _));
            });

    // Devices in the field compare these texts: every byte counts.
    [Theory]
    [InlineData("MissingField", "missing_field", "필수 필드가 누락되었습니다. timestamp와 relativePitch가 필요합니다.")]
    [InlineData("NotANumber", "not_a_number", "timestamp와 relativePitch는 숫자여야 합니다.")]
    [InlineData("InvalidJson", "invalid_json", "잘못된 JSON 형식입니다.")]
    [InlineData("ModelNotLoaded", "model_not_loaded", "모델이 로드되지 않았습니다. 서버를 다시 시작해주세요.")]
    public void An_error_is_said_in_the_words_of_the_protocol(string error, string code, string text) => Assert.Equal(
        $$"""{"type":"error","error":"{{text}}","code":"{{code}}","timestamp":"2026-11-23T00:05:07.042Z"}""",
        Text(_replies.Error(Enum.Parse<FrameError>(error), Now)));

    [Theory]
    [InlineData("NotAnObject", "not_an_object")]
    [InlineData("Overloaded", "overloaded")]
    [InlineData("Internal", "internal")]
    public void Every_other_error_happened_while_processing(string error, string code)
    {
        JsonElement reply = Parse(_replies.Error(Enum.Parse<FrameError>(error), Now));

        Assert.StartsWith("처리 중 오류 발생: ", reply.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(code, reply.GetProperty("code").GetString());
    }

    [Fact]
    public void Every_error_has_a_code_of_its_own()
    {
        string[] codes = [.. Enum.GetValues<FrameError>().Select(ErrorTexts.Code)];
        Assert.Equal(codes.Length, codes.Distinct().Count());
    }

    [Fact]
    public void A_reply_leaves_no_trace_of_the_one_before()
    {
        string first = Text(_replies.Error(FrameError.InvalidJson, Now));
        _replies.Prediction(Prediction, new PitchFrame(1, 2), Now);

        Assert.Equal(first, Text(_replies.Error(FrameError.InvalidJson, Now)));
    }

    private static string Text(ReadOnlyMemory<byte> reply) => Encoding.UTF8.GetString(reply.Span);

    private static JsonElement Parse(ReadOnlyMemory<byte> reply) => JsonDocument.Parse(reply).RootElement.Clone();
}
