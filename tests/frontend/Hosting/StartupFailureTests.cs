using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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
    public async Task A_web_port_that_is_taken_names_the_setting_for_addresses()
    {
        await using WebApplication first = Server("http://127.0.0.1:0");
        await first.StartAsync();
        string url = first.Urls.Single();
        await using WebApplication second = Server(url);
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => second.StartAsync());

        string explanation = StartupFailure.Explain(failure)!;
        Assert.Contains(url, explanation, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", explanation, StringComparison.Ordinal);
        Assert.DoesNotContain("DataDirectory", explanation, StringComparison.Ordinal);
    }

    public static TheoryData<Exception> TakenPorts =>
        [new AddressInUseException("in use"), new SocketException((int)SocketError.AddressAlreadyInUse)];

    [Theory]
    [MemberData(nameof(TakenPorts), DisableDiscoveryEnumeration = true)]
    public void A_port_of_the_silo_that_is_taken_names_the_settings_for_ports(Exception cause) => Assert.Contains(
        "Posture__Silo__GatewayPort", StartupFailure.Explain(new InvalidOperationException("silo", cause)), StringComparison.Ordinal);

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

    private static WebApplication Server(string url)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Urls.Add(url);
        return app;
    }
}
