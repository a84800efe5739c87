using System.Text.RegularExpressions;
using Posture.Architecture.Tests.Support;
using Posture.Frontend.Protocol;
using Posture.Frontend.Protocol.V2;
using Posture.Frontend.Protocol.V2.Encodings;
using Posture.Frontend.Sockets;
using Posture.Frontend.Sockets.V1;
using Posture.Frontend.Sockets.V2;

namespace Posture.Architecture.Tests.Docs;

/// <summary>docs/protocol.md says what the code says.</summary>
public sealed class ProtocolTests
{
    private static readonly string Page = Repository.Read("docs/protocol.md");

    [Fact]
    public void Every_error_is_listed_with_its_words()
    {
        var listed = Regex.Matches(Page, @"^\| `([a-z_]+)` \| ([^|]*[가-힣][^|]*) \|", RegexOptions.Multiline)
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        var actual = Enum.GetValues<FrameError>().ToDictionary(ErrorTexts.Code, ErrorTexts.Text);

        Assert.Equal(actual.OrderBy(error => error.Key), listed.OrderBy(error => error.Key));
    }

    [Fact]
    public void Every_close_code_of_ours_is_listed()
    {
        Ending[] endings = [Ending.ClientClosed, Ending.GoingAway, Ending.TextOnly, Ending.TooLarge(0), Ending.Replaced, Ending.Erased, Ending.Unavailable, Ending.Revoked, Ending.TooSlow, Ending.Idle];

        Assert.All(endings, ending => Assert.Contains($"\n| {(int)ending.Code} |", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_stated_limits_are_the_real_ones()
    {
        Assert.Contains($"at most {FrameLimits.MaxMessageBytes} bytes", Page, StringComparison.Ordinal);
        Assert.Contains($"within ±{FrameLimits.MaxPitchDegrees}", Page, StringComparison.Ordinal);
        Assert.Contains($"At most {new SocketOptions().MaxPendingMessages} messages", Page, StringComparison.Ordinal);
        Assert.Contains($"more than {DeviceStream.ReorderToleranceMs / 1000} s older", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_of_v2_is_listed()
    {
        IEnumerable<string> listed = Regex.Matches(Part("## WebSocket v2"), @"^\| `([a-z_]+)` \|", RegexOptions.Multiline)
            .Select(row => row.Groups[1].Value);

        Assert.Equal(Enum.GetValues<StreamError>().Select(StreamErrors.Code).Order(), listed.Order());
    }

    [Fact]
    public void Every_message_of_v2_is_shown()
    {
        string part = Part("## WebSocket v2");
        string source = Repository.Read("frontend/Protocol/V2/V2Replies.cs") + Repository.Read("frontend/Protocol/V2/MessageDecoder.cs");
        string[] types = [.. Regex.Matches(source, """Begin\("([a-z]+)"\)|^ +"([a-z]+)" =>""", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value + match.Groups[2].Value)];

        Assert.Equal(10, types.Length);
        Assert.All(types, type => Assert.Contains($$"""{"type":"{{type}}",""", part, StringComparison.Ordinal));
    }

    [Fact]
    public void The_stated_limits_of_v2_are_the_real_ones()
    {
        string part = Part("## WebSocket v2");
        Assert.All(StreamEncodings.All, encoding => Assert.Contains($"`{encoding.Subprotocol}`", part, StringComparison.Ordinal));
        Assert.Contains($"\"max_batch\":{StreamLimits.MaxBatchFrames},\"credit\":{StreamLimits.CreditFrames}", part, StringComparison.Ordinal);
        Assert.Contains($"1 to {StreamLimits.MaxBatchFrames} frames", part, StringComparison.Ordinal);
        Assert.Contains($"at most {StreamLimits.MaxMessageBytes} bytes", part, StringComparison.Ordinal);
        Assert.Contains($"{StreamLimits.MinCaptureSeconds} to {StreamLimits.MaxCaptureSeconds} s", part, StringComparison.Ordinal);
        Assert.Contains($"or {FeedbackQueue.MaxWaiting} feedbacks wait", part, StringComparison.Ordinal);
    }

    private static string Part(string heading)
    {
        int begin = Page.IndexOf(heading, StringComparison.Ordinal);
        return Page[begin..Page.IndexOf("\n## ", begin, StringComparison.Ordinal)];
    }
}
