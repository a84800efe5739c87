using System.Text.RegularExpressions;
using Posture.Architecture.Tests.Support;
using Posture.Frontend.Protocol;
using Posture.Frontend.Sockets;

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
        Ending[] endings = [Ending.ClientClosed, Ending.GoingAway, Ending.TextOnly, Ending.TooLarge, Ending.Replaced];

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
}
