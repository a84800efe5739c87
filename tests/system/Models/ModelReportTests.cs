using System.Text.Json;
using Posture.Grains.Tests.Inference;
using Posture.Grains.Tests.Models;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Models;

/// <summary>A version on trial, and the measure of drift, from the socket to the report.</summary>
public sealed class ModelReportTests : IAsyncLifetime
{
    private const int Frames = 30;

    private readonly ModelFamily _family = ModelServer.NewFamily("1.0.0", "2.0.0");
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ModelServer.StartAsync(_family);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _family.Dispose();
    }

    [Fact]
    public async Task A_shadow_is_in_the_log_and_in_the_report_and_in_no_reply()
    {
        await StreamAsync("before");
        Assert.Equal("1.0.0", (await _server.ShadowAsync("1.0.0")).GetProperty("shadow").GetString());
        await StreamAsync("mina");
        await StreamAsync("jun");
        Assert.Equal(JsonValueKind.Null, (await _server.EndShadowAsync()).GetProperty("shadow").ValueKind);
        await StreamAsync("after");

        JsonElement report = default;
        await Until.TrueAsync(
            async () => (report = await _server.GetAsync("api/models/1.0.0/agreement")).GetProperty("predictions").GetInt32() == 2 * Frames,
            "the predictions to be logged");
        Assert.Equal(2, report.GetProperty("people").GetInt32());
        Assert.Equal("2.0.0", Assert.Single(report.GetProperty("active_versions").EnumerateArray()).GetString());
        Assert.InRange(report.GetProperty("agreement").GetDouble(), 0, 1);
        Assert.InRange(report.GetProperty("mean_shadow_confidence").GetDouble(), 0.125, 1);
        Assert.Equal(2 * Frames, report.GetProperty("matrix").EnumerateArray().Sum(row => row.EnumerateArray().Sum(cell => cell.GetInt32())));
        double answers = await MetricsPage.ReadAsync(_server.Process, "posture_shadow_predictions_total{agrees=\"true\"}")
            + await MetricsPage.ReadAsync(_server.Process, "posture_shadow_predictions_total{agrees=\"false\"}");
        Assert.Equal(2 * Frames, answers);

        JsonElement none = await _server.GetAsync("api/models/1.0.0/agreement?to=2020-01-01T00:00:00Z");
        Assert.Equal(0, none.GetProperty("predictions").GetInt32());
    }

    [Fact]
    public async Task Drift_is_measured_from_what_was_logged()
    {
        _family.Add("2.0.1", "2.0.0");
        // Every window of the devices is far above zero, where half of the reference lies below.
        _family.Edit("2.0.1", "manifest.json", manifest => manifest["reference"] = ModelReferences.Halves());
        await _server.ActivateAsync("2.0.1");
        await StreamAsync("mina");
        await StreamAsync("jun");

        JsonElement report = default;
        await Until.TrueAsync(
            async () => (report = await _server.GetAsync("api/models/drift")).GetProperty("frames").GetInt32() == 2 * Frames,
            "the predictions to be logged");
        Assert.Equal(("2.0.1", 2, "drifted"), (
            report.GetProperty("model_version").GetString(), report.GetProperty("people").GetInt32(),
            report.GetProperty("verdict").GetString()));
        JsonElement median = report.GetProperty("features")[0];
        Assert.Equal("pitch_median_deg", median.GetProperty("name").GetString());
        Assert.True(median.GetProperty("psi").GetDouble() > 0.25);
        Assert.Equal(1, report.GetProperty("postures").GetProperty("live_shares").EnumerateArray().Sum(share => share.GetDouble()), 1e-9);
    }

    private async Task StreamAsync(string user)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(_server.Process, "user=" + user);
        for (int frame = 0; frame < Frames; frame++)
        {
            JsonElement reply = await device.AskAsync(frame * 1_000, 20 + frame % 3);
            PredictionAssert.IsWhole(reply);
            Assert.DoesNotContain("shadow", reply.GetRawText(), StringComparison.OrdinalIgnoreCase);
        }

        await device.CloseAsync();
    }
}
