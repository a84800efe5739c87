using Posture.Silo.Health;
using Posture.Grains.Interfaces.Health;

namespace Posture.Silo.Tests.Health;

public sealed class HealthReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private static readonly SiloReport Fine = new("posture", "1.0.0", 10, 1_000, 12.3, null, RefusesFrames: false);

    [Fact]
    public void A_silo_that_is_well_is_healthy()
    {
        HealthReport report = HealthReport.Of(Fine, 7, Now, "0.1.0");

        Assert.Equal(("healthy", false, 7, true, "0.1.0", Now), (report.Status, report.IsUnhealthy, report.ActiveConnections, report.ModelLoaded, report.Version, report.Timestamp));
        Assert.Equal(["model", "prediction_log", "silo"], report.Checks.Keys.Order());
        Assert.Equal("posture 1.0.0", report.Checks["model"].Detail);
        Assert.Equal("10 of 1000 bytes wait, the oldest for 12 ms", report.Checks["prediction_log"].Detail);
    }

    [Fact]
    public void Without_a_silo_it_is_unhealthy()
    {
        HealthReport report = Of(null);

        Assert.Equal(("unhealthy", true, false), (report.Status, report.IsUnhealthy, report.ModelLoaded));
        Assert.Equal(new HealthCheck("unhealthy", "no silo answers"), Assert.Single(report.Checks).Value);
    }

    [Fact]
    public void Without_a_model_it_is_unhealthy()
    {
        HealthReport report = Of(Fine with { ModelName = null, ModelVersion = null });

        Assert.Equal(("unhealthy", false), (report.Status, report.ModelLoaded));
        Assert.Equal("healthy", report.Checks["silo"].Status);
    }

    [Fact]
    public void Another_model_than_the_wanted_one_degrades_it_and_says_which_and_why()
    {
        HealthReport report = Of(Fine with { WrongModel = "runs 1.0.0, wanted 2.0.0: no such folder" });

        Assert.Equal(("degraded", false, true), (report.Status, report.IsUnhealthy, report.ModelLoaded));
        Assert.Equal("runs 1.0.0, wanted 2.0.0: no such folder", report.Checks["model"].Detail);
    }

    [Fact]
    public void A_registry_that_does_not_answer_degrades_it()
    {
        HealthReport report = Of(Fine with { ModelRegistryFault = "timeout" });

        Assert.Equal(("degraded", true), (report.Status, report.ModelLoaded));
        Assert.Equal("posture 1.0.0; whether it is the wanted one is not known: timeout", report.Checks["model"].Detail);
    }

    [Fact]
    public void A_log_store_that_fails_degrades_it_and_says_why()
    {
        HealthReport report = Of(Fine with { LogStoreFault = "disk I/O error" });

        Assert.Equal(("degraded", false, true), (report.Status, report.IsUnhealthy, report.ModelLoaded));
        Assert.StartsWith("disk I/O error; 10 of 1000 bytes wait", report.Checks["prediction_log"].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spool_that_refuses_predictions_degrades_it()
    {
        HealthReport report = Of(Fine with { SpoolPendingBytes = 0, RefusesFrames = true });

        Assert.Equal(("degraded", false), (report.Status, report.IsUnhealthy));
        Assert.StartsWith("frames are refused", report.Checks["prediction_log"].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "healthy")]
    [InlineData(501, "degraded")]
    [InlineData(1_000, "degraded")]
    public void A_spool_more_than_half_full_degrades_it(long pendingBytes, string status) =>
        Assert.Equal(status, Of(Fine with { SpoolPendingBytes = pendingBytes }).Status);

    [Fact]
    public void The_worst_check_counts() => Assert.Equal(
        "unhealthy", Of(Fine with { ModelVersion = null, LogStoreFault = "disk I/O error" }).Status);

    private static HealthReport Of(SiloReport? silo) => HealthReport.Of(silo, 0, Now, "0.1.0");
}
