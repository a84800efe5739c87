using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Load;

namespace Posture.LoadTest.Tests.Load;

public sealed class OpenFileLimitTests
{
    [Theory]
    [InlineData("1256", 1_000)]
    [InlineData("unlimited", 50_000)]
    public void Enough_is_enough(string limit, int connections) => OpenFileLimit.Require(connections, Limits(limit));

    [Fact]
    public void Too_few_are_refused_with_the_number_to_ask_for()
    {
        var refusal = Assert.Throws<CannotRunException>(() => OpenFileLimit.Require(1_000, Limits("1255")));

        Assert.Contains("1256", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ulimit", refusal.Message, StringComparison.Ordinal);
    }

    private static string[] Limits(string openFiles) =>
    [
        "Limit                     Soft Limit           Hard Limit           Units     ",
        "Max processes             94000                94000                processes ",
        $"Max open files            {openFiles,-20} 524288               files     ",
    ];
}
