using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Posture.Grains.Configuration;
using Posture.Grains.Inference;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.Configuration;

public sealed class ValidatedOptionsTests
{
    [Fact]
    public void Good_values_are_bound_and_absent_ones_keep_their_default()
    {
        PredictionLogOptions options = Services(
            ("Posture:PredictionLog:ShipInterval", "00:00:00.5"), ("Posture:PredictionLog:BatchRecords", "17"))
            .GetRequiredService<IOptions<PredictionLogOptions>>().Value;

        Assert.Equal((TimeSpan.FromMilliseconds(500), 17), (options.ShipInterval, options.BatchRecords));
        Assert.Equal(new PredictionLogOptions().SegmentBytes, options.SegmentBytes);
    }

    [Fact]
    public void Every_wrong_value_of_every_section_is_reported_at_once_with_name_value_and_what_is_allowed()
    {
        IServiceProvider services = Services(
            ("Posture:PredictionLog:BatchRecords", "0"),
            ("Posture:PredictionLog:ShipInterval", "soon"),
            ("Posture:PredictionLog:SpoolCapacityBytes", "99999999999999999999"),
            ("Posture:PredictionLog:SyncInterval", "5"),
            ("Posture:PredictionLog:RetentionDays", "30.5"),
            ("Posture:Model:Directory", ""),
            ("Posture:Model:Version", "../secret"),
            ("Posture:Test:Flag", "perhaps"),
            ("Posture:Test:Ratio", "1.5"));

        var refused = Assert.Throws<AggregateException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Equal(
            [
                "Posture__Model__Directory = '': The Directory field is required.",
                "Posture__Model__Version = '../secret': The field Version must match the regular expression '[A-Za-z0-9][A-Za-z0-9._-]*'.",
                "Posture__PredictionLog__BatchRecords = '0': The field BatchRecords must be between 1 and 100000.",
                "Posture__PredictionLog__RetentionDays = '30.5': whole number expected.",
                "Posture__PredictionLog__ShipInterval = 'soon': duration such as 00:00:05 expected.",
                "Posture__PredictionLog__SpoolCapacityBytes = '99999999999999999999': whole number expected.",
                "Posture__PredictionLog__SyncInterval = '5': The field SyncInterval must be between 00:00:00.0100000 and 00:01:00.",
                "Posture__Test__Flag = 'perhaps': true or false expected.",
                "Posture__Test__Ratio = '1.5': The field Ratio must be between 0 and 1.",
            ],
            refused.InnerExceptions.Cast<OptionsValidationException>().SelectMany(fault => fault.Failures).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_secret_that_is_wrong_is_named_but_not_shown()
    {
        IServiceProvider services = Services(("Posture:Test:Secret", "letmein"));

        var refused = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        string fault = Assert.Single(refused.Failures);
        Assert.StartsWith("Posture__Test__Secret: ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("letmein", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peek_before_the_host_is_built_leaves_wrong_values_at_their_default()
    {
        TestOptions options = ValidatedOptions.Peek<TestOptions>(
            Configuration(("Posture:Test:Flag", "perhaps"), ("Posture:Test:Ratio", "0.5")), "Posture:Test");

        Assert.Equal((null, 0.5), (options.Flag, options.Ratio));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("", null)]
    public void A_flag_may_be_set_or_left_open(string text, bool? expected) =>
        Assert.Equal(expected, ValidatedOptions.Peek<TestOptions>(Configuration(("T:Flag", text)), "T").Flag);

    [Fact]
    public void A_key_that_nothing_reads_is_found_whatever_its_case()
    {
        IServiceProvider services = Services(
            ("posture:predictionlog:BATCHRECORDS", "17"),
            ("Posture:PredictionLog:BatchRecord", "17"),
            ("Posture:Tests:Flag", "true"),
            ("Posture:DataDirectory", "x"),
            ("Posture:Model", "posture"),
            ("Other:Key", "x"));

        Assert.Equal(
            ["Posture:Model", "Posture:PredictionLog:BatchRecord", "Posture:Tests:Flag"],
            UnknownSettings.Find(services, "Posture", "Posture:DataDirectory"), StringComparer.OrdinalIgnoreCase);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)))
        .Build();

    private static ServiceProvider Services(params (string Key, string Value)[] values) => new ServiceCollection()
        .AddSingleton(Configuration(values))
        .AddValidatedOptions<PredictionLogOptions>(PredictionLogOptions.Section)
        .AddValidatedOptions<ModelOptions>(ModelOptions.Section)
        .AddValidatedOptions<TestOptions>("Posture:Test")
        .BuildServiceProvider();

    private sealed class TestOptions
    {
        public bool? Flag { get; set; }

        [Range(0, 1)]
        public double Ratio { get; set; }

        [MinLength(8), PasswordPropertyText(true)]
        public string Secret { get; set; } = "";
    }
}
