using System.Text;
using Posture.LoadTest.Protocol;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Protocol;

public sealed class WelcomeCheckTests
{
    [Fact]
    public void A_welcome_is_recognised() => Assert.True(IsWelcome(Replies.Welcome));

    [Theory]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("""{"type":"hello","message":"m","timestamp":"2025-01-01T00:00:00Z","instructions":{}}""")]
    [InlineData("""{"type":"welcome","timestamp":"2025-01-01T00:00:00Z","instructions":{}}""")]
    [InlineData("""{"type":"welcome","message":"m","timestamp":"yesterday","instructions":{}}""")]
    [InlineData("""{"type":"welcome","message":"m","timestamp":"2025-01-01T00:00:00Z"}""")]
    public void Anything_else_is_not(string message) => Assert.False(IsWelcome(message));

    private static bool IsWelcome(string message) => WelcomeCheck.IsWelcome(Encoding.UTF8.GetBytes(message));
}
