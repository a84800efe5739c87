using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;

namespace Posture.Frontend.Tests.Access;

public sealed class OperatorTokenTests : IDisposable
{
    private const string Token = "0123456789abcdef01234567";

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_right_token_and_nothing_else_is_the_operators()
    {
        OperatorToken token = Read(("OperatorToken", Token));

        Assert.True(token.Is(Token));
        Assert.False(token.Is(Token + "8"));
        Assert.False(token.Is(Token[..^1]));
        Assert.False(token.Is(""));
    }

    [Fact]
    public void Without_one_nobody_is_the_operator()
    {
        Assert.False(Read().Is(""));
        Assert.False(Read().Is(Token));
    }

    [Fact]
    public void A_file_may_hold_it_and_end_with_a_new_line()
    {
        File.WriteAllText(_file, Token + "\n");

        Assert.True(Read(("OperatorTokenFile", _file)).Is(Token));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789abcdef0123456")]
    [InlineData("0123456789abcdef 01234567")]
    [InlineData("0123456789abcdef01234567ä")]
    public void A_token_that_is_no_secret_is_refused_and_not_repeated(string text)
    {
        string fault = Fault(("OperatorToken", text));

        Assert.StartsWith("Posture__Auth__OperatorToken: a token of 24 to 256 ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(text, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_empty_or_not_there_is_named()
    {
        Assert.StartsWith($"Posture__Auth__OperatorTokenFile = '{_file}': a token of 24", Fault(("OperatorTokenFile", _file)), StringComparison.Ordinal);
        Assert.StartsWith("Posture__Auth__OperatorTokenFile = '/nowhere/token': Could not find", Fault(("OperatorTokenFile", "/nowhere/token")), StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_both_is_enough() => Assert.Equal(
        "Posture__Auth__OperatorToken and Posture__Auth__OperatorTokenFile are both set; one is enough.",
        Fault(("OperatorToken", Token), ("OperatorTokenFile", _file)));

    private static string Fault(params (string Key, string Value)[] settings) =>
        Assert.Single(Assert.Throws<OptionsValidationException>(() => Read(settings)).Failures);

    private static OperatorToken Read(params (string Key, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(it => KeyValuePair.Create($"{AccessOptions.Section}:{it.Key}", (string?)it.Value)))
            .Build();
        using ServiceProvider services = new ServiceCollection().AddSingleton(configuration).AddAccess().BuildServiceProvider();
        return services.GetRequiredService<OperatorToken>();
    }
}
