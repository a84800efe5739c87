using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;
using Posture.Grains.Inference;
using Posture.Grains.PredictionLog;
using Posture.Silo.Hosting;

namespace Posture.Silo.Tests.Hosting;

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
        ListenAddress[] addresses = [new("SOME_SETTING", (IPEndPoint)taken.LocalEndpoint)];
        Exception failure = Assert.Throws<CannotListenException>(() => CannotListenException.ThrowIfAnyOf(addresses));

        Assert.Equal(failure.Message, StartupFailure.Explain(new InvalidOperationException("outer", failure)));
        Assert.EndsWith("SOME_SETTING chooses another.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_that_cannot_be_used_comes_with_the_setting_that_chooses_another()
    {
        Assert.Equal(
            "The data folder 'x' cannot be used: denied\nPosture__DataDirectory chooses another data folder.",
            StartupFailure.Explain(new DataDirectoryException("x", new UnauthorizedAccessException("denied"))));
        Assert.Equal(
            "The spool 'x' is in use.\nPosture__DataDirectory chooses another data folder.",
            StartupFailure.Explain(new SpoolUnusableException("The spool 'x' is in use.", new IOException("locked"))));
    }

    [Fact]
    public void Other_faults_of_files_and_sockets_are_not_blamed_on_the_data_folder()
    {
        Assert.Contains("ConnectionStrings__Postgres", StartupFailure.Explain(new NpgsqlException("too many clients")), StringComparison.Ordinal);
        Assert.Equal("Broken pipe", StartupFailure.Explain(new IOException("Broken pipe")));
        Assert.Equal("denied", StartupFailure.Explain(new UnauthorizedAccessException("denied")));
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
