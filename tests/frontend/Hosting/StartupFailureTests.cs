using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;
using Posture.Frontend.Hosting;
using Posture.Grains.Inference;

namespace Posture.Frontend.Tests.Hosting;

public sealed class StartupFailureTests
{
    [Fact]
    public void Wrong_options_are_listed_each_on_a_line_of_its_own() => Assert.Equal(
        "The configuration is not valid:\n  first\n  second",
        StartupFailure.Explain(new OptionsValidationException("", typeof(object), ["first", "second"])));

    [Fact]
    public void Wrong_options_of_several_sections_come_in_one_list() => Assert.Equal(
        "The configuration is not valid:\n  first\n  second\n  third",
        StartupFailure.Explain(new AggregateException(
            new OptionsValidationException("", typeof(object), ["first", "second"]),
            new OptionsValidationException("", typeof(object), ["third"]))));

    [Fact]
    public void A_refused_model_comes_with_the_settings_that_choose_another() => Assert.Equal(
        "The model in 'x' is refused: it is old.\n" +
        "Posture__Model__Directory, Posture__Model__Name and Posture__Model__Version choose another.",
        StartupFailure.Explain(new ModelRefusedException("x", "it is old.")));

    [Fact]
    public void A_taken_port_speaks_for_itself()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string url = $"http://{taken.LocalEndpoint}";
        Exception failure = Assert.ThrowsAny<Exception>(() => ListenAddresses.ThrowIfTaken(url));

        Assert.Equal(failure.Message, StartupFailure.Explain(new InvalidOperationException("outer", failure)));
        Assert.Contains("ASPNETCORE_URLS", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_none_is_a_wrong_option() => Assert.Equal(
        "The configuration is not valid:\n  ASPNETCORE_URLS = 'foo': an address such as http://127.0.0.1:8000 expected.",
        StartupFailure.Explain(Assert.ThrowsAny<Exception>(() => ListenAddresses.ThrowIfTaken("foo"))));

    [Fact]
    public void A_folder_that_cannot_be_used_names_its_setting()
    {
        Assert.Equal(
            "The spool 'x' is in use.\nPosture__DataDirectory chooses another data folder.",
            StartupFailure.Explain(new IOException("The spool 'x' is in use.", new IOException("locked"))));
        Assert.StartsWith("denied\n", StartupFailure.Explain(new UnauthorizedAccessException("denied")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cause_that_others_are_wrapped_around_is_found() => Assert.StartsWith(
        "The model in 'x'",
        StartupFailure.Explain(new InvalidOperationException("outer", new ModelRefusedException("x", "y"))),
        StringComparison.Ordinal);

    [Fact]
    public void What_nobody_foresaw_is_not_explained_away() =>
        Assert.Null(StartupFailure.Explain(new InvalidOperationException("a bug")));
}
