using Posture.Examples.CSharp;

namespace Posture.Examples.Tests.CSharp;

/// <summary>When the client in C# comes back.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Backoff_doubles_up_to_its_bound_and_spreads(double share)
    {
        var backoff = new Backoff(() => share);
        double[] delays = [.. Enumerable.Range(0, 2000).Select(_ => backoff.Next().TotalSeconds)];

        Assert.Equal(new[] { 0.5, 1, 2, 4, 8, 16, 30, 30 }.Select(longest => share * longest), delays[..8]);
        Assert.Equal(share * 30, delays[^1]);
        backoff.Reset();
        Assert.Equal(share * 0.5, backoff.Next().TotalSeconds);
    }

    [Theory]
    [InlineData(true, new[] { 1000, 1001, 1006, 1011, 429, 500, 503 })]
    [InlineData(false, new[] { 1002, 1003, 1007, 1009, 4409, 4410, 400, 401, 403, 426 })]
    public void An_end_says_whether_to_come_back(bool mayRetry, int[] codes) =>
        Assert.All(codes, code => Assert.Equal(mayRetry, new StreamEnd(code, "").MayRetry));
}
