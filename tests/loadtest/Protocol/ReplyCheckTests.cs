using System.Text;
using System.Text.Json.Nodes;
using Posture.LoadTest.Protocol;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Protocol;

public sealed class ReplyCheckTests
{
    private static readonly PitchFrame Sent = new(15420, -25.73);

    [Fact]
    public void A_right_reply_passes() => Assert.Null(Check(_ => { }));

    [Fact]
    public void An_unknown_field_of_any_shape_passes() =>
        Assert.Null(Check(reply => reply["later"] = JsonNode.Parse("""{"type":"error","x":[1,{"error":2}]}""")));

    [Fact]
    public void A_right_reply_passes_after_a_wrong_one()
    {
        var check = new ReplyCheck();

        Assert.Equal(FaultKind.WrongProbabilities, check.Check("""
            {"type":"prediction","predicted_posture":0,"confidence":1,"all_probabilities":{"0":1},
             "input_timestamp":15420,"input_relative_pitch":-25.73,"server_timestamp":"2025-01-01T00:00:00Z"}
            """u8, Sent));
        Assert.Null(check.Check(Bytes(Replies.Prediction(Sent.TimestampMs, Sent.PitchDegrees).ToJsonString()), Sent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("prediction")]
    [InlineData("[]")]
    [InlineData("""{"type":"prediction" """)]
    [InlineData("""{"type":"prediction"} {}""")]
    public void What_is_no_single_object_is_invalid_json(string reply) =>
        Assert.Equal(FaultKind.InvalidJson, new ReplyCheck().Check(Bytes(reply), Sent));

    [Fact]
    public void An_error_is_an_error_reply() =>
        Assert.Equal(FaultKind.ErrorReply, Check(reply => reply["type"] = "error"));

    [Theory]
    [InlineData("\"welcome\"")]
    [InlineData("7")]
    [InlineData("null")]
    public void Another_type_is_a_wrong_type(string type) =>
        Assert.Equal(FaultKind.WrongType, Check(reply => reply["type"] = JsonNode.Parse(type)));

    [Fact]
    public void No_type_is_a_wrong_type() =>
        Assert.Equal(FaultKind.WrongType, Check(reply => reply.Remove("type")));

    [Theory]
    [InlineData("predicted_posture")]
    [InlineData("confidence")]
    [InlineData("input_timestamp")]
    [InlineData("input_relative_pitch")]
    [InlineData("server_timestamp")]
    public void A_field_that_is_missing_or_a_string_is_a_bad_field(string name)
    {
        Assert.Equal(FaultKind.BadField, Check(reply => reply.Remove(name)));
        Assert.Equal(FaultKind.BadField, Check(reply => reply[name] = "2"));
        Assert.Equal(FaultKind.BadField, Check(reply => reply[name] = null));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    [InlineData(2.5)]
    public void A_posture_that_does_not_exist_is_a_bad_field(double posture) =>
        Assert.Equal(FaultKind.BadField, Check(reply => reply["predicted_posture"] = posture));

    [Fact]
    public void A_prediction_with_an_error_in_it_is_a_bad_field() =>
        Assert.Equal(FaultKind.BadField, Check(reply => reply["error"] = "no"));

    [Fact]
    public void The_echo_of_another_frame_is_a_wrong_timestamp() =>
        Assert.Equal(FaultKind.WrongTimestamp, Check(reply => reply["input_timestamp"] = 15421));

    [Fact]
    public void A_timestamp_may_come_back_as_a_float() =>
        Assert.Null(Check(reply => reply["input_timestamp"] = JsonNode.Parse("15420.0")));

    [Fact]
    public void A_changed_pitch_is_a_wrong_pitch() =>
        Assert.Equal(FaultKind.WrongPitch, Check(reply => reply["input_relative_pitch"] = -25.7));

    [Theory]
    [InlineData("""{"0":0.1,"1":0.1,"2":0.3,"3":0.1,"4":0.1,"5":0.1,"6":0.1,"7":0.102}""", "sum 1.002")]
    [InlineData("""{"0":0.1,"1":0.1,"2":0.3,"3":0.1,"4":0.1,"5":0.1,"6":0.2}""", "7 is missing")]
    [InlineData("""{"0":0.1,"1":0.1,"2":0.3,"3":0.1,"4":0.1,"5":0.1,"6":0.1,"7":0.1,"8":0}""", "8 is no posture")]
    [InlineData("""{"0":0.1,"1":0.1,"2":0.3,"3":0.1,"4":0.1,"5":0.1,"6":0.3,"7":-0.1}""", "negative")]
    [InlineData("""{"0":0.1,"1":0.1,"2":0.3,"3":0.1,"4":0.1,"5":0.1,"6":0.1,"7":"0.1"}""", "a string")]
    [InlineData("[0.1,0.1,0.3,0.1,0.1,0.1,0.1,0.1]", "an array")]
    [InlineData("null", "null")]
    public void Wrong_probabilities_are_found(string probabilities, string reason)
    {
        FaultKind? fault = Check(reply => reply["all_probabilities"] = JsonNode.Parse(probabilities));

        Assert.True(fault == FaultKind.WrongProbabilities, $"{reason}: {fault}");
    }

    [Fact]
    public void A_posture_that_comes_twice_is_a_wrong_probability()
    {
        string reply = Replies.Prediction(Sent.TimestampMs, Sent.PitchDegrees).ToJsonString()
            .Replace("\"7\":0.1", "\"7\":0.05,\"7\":0.1", StringComparison.Ordinal);

        Assert.Equal(FaultKind.WrongProbabilities, new ReplyCheck().Check(Bytes(reply), Sent));
    }

    [Fact]
    public void A_sum_within_a_thousandth_passes() => Assert.Null(Check(reply => reply["all_probabilities"] =
        JsonNode.Parse("""{"0":0.1,"1":0.1,"2":0.3,"3":0.1,"4":0.1,"5":0.1,"6":0.1,"7":0.1009}""")));

    [Fact]
    public void A_confidence_that_is_not_the_largest_probability_is_found() =>
        Assert.Equal(FaultKind.WrongConfidence, Check(reply => reply["confidence"] = 0.1));

    [Fact]
    public void A_posture_that_is_not_the_most_probable_is_found() =>
        Assert.Equal(FaultKind.WrongConfidence, Check(reply => reply["predicted_posture"] = 3));

    private static FaultKind? Check(Action<JsonObject> change)
    {
        JsonObject reply = Replies.Prediction(Sent.TimestampMs, Sent.PitchDegrees);
        change(reply);
        return new ReplyCheck().Check(Bytes(reply.ToJsonString()), Sent);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
