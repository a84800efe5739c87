using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Models;
using Posture.Grains.Models;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.Models;

public sealed class ModelSwitchTests : IDisposable
{
    private static readonly ModelReference First = new("1.0.0", null), Second = new("2.0.0", null);

    private readonly ModelFamily _family = ModelFamily.OfShipped("1.0.0", "2.0.0");
    private readonly ModelHost _models = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines<ModelSwitch> _log = new();
    private readonly ModelCatalog _catalog;
    private readonly ModelSwitch _switch;

    public ModelSwitchTests()
    {
        _catalog = new ModelCatalog(Options.Create(new ModelOptions { Directory = _family.Folder }));
        _switch = new ModelSwitch(_catalog, _models, _time, _log);
    }

    public void Dispose()
    {
        _models.Dispose();
        _catalog.Dispose();
        _family.Dispose();
    }

    [Fact]
    public async Task It_serves_what_is_wanted_and_says_so()
    {
        await _switch.FollowAsync(Wanted(1, First));
        await _switch.FollowAsync(Wanted(2, Second, shadow: First));
        SiloModels report = _switch.Report("S1");

        Assert.Equal(("S1", "2.0.0", "1.0.0", 2L), (report.Silo, report.Active!.Version, report.Shadow!.Version, report.FollowedRevision));
        Assert.Equal((null, null, null), (report.ActiveFault, report.ShadowFault, _switch.WrongModel));
        Assert.True(report.Runs(Wanted(2, Second, shadow: First)));
        Assert.False(report.Runs(Wanted(3, Second, shadow: First)));

        await _switch.FollowAsync(Wanted(3, Second));
        Assert.Null(_switch.Report("S1").Shadow);
    }

    [Fact]
    public async Task The_same_again_loads_nothing()
    {
        await _switch.FollowAsync(Wanted(1, First));
        ServedModel? serving = _models.Active;
        await _switch.FollowAsync(Wanted(2, First with { Sha256 = serving!.Manifest.Sha256 }));

        Assert.Same(serving, _models.Active);
    }

    [Fact]
    public async Task What_cannot_be_loaded_leaves_the_old_model_serving_and_is_tried_again()
    {
        await _switch.FollowAsync(Wanted(1, First));
        _family.Damage("2.0.0");
        await _switch.FollowAsync(Wanted(2, Second));
        await _switch.FollowAsync(Wanted(2, Second));

        Assert.Equal("1.0.0", _models.Active!.Manifest.Version);
        Assert.StartsWith("runs 1.0.0, wanted 2.0.0: model.onnx has SHA-256", _switch.WrongModel, StringComparison.Ordinal);
        Assert.Contains("model.onnx has SHA-256", _switch.Report("S1").ActiveFault, StringComparison.Ordinal);
        Assert.False(_switch.Report("S1").Runs(Wanted(2, Second)));
        Assert.Single(_log.Lines, line => line.StartsWith("Error: Model 2.0.0 is wanted and cannot serve", StringComparison.Ordinal));

        _family.ReplaceContent("2.0.0", "2.0.0");
        await _switch.FollowAsync(Wanted(2, Second));

        Assert.Equal(("2.0.0", null), (_models.Active!.Manifest.Version, _switch.WrongModel));
    }

    [Fact]
    public async Task A_swap_that_takes_a_moment_is_no_fault_and_one_that_takes_long_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a named pipe, which a load can hang on.");
        await _switch.FollowAsync(Wanted(1, First));
        _family.ReplaceByPipe("2.0.0", "manifest.json");
        Task swap = _switch.FollowAsync(Wanted(2, Second));
        await using (await _family.HoldReaderAsync("2.0.0", "manifest.json"))
        {
            Assert.Null(_switch.WrongModel);
            _time.Advance(TimeSpan.FromSeconds(6));
            Assert.Equal("runs 1.0.0, wanted 2.0.0: it is still being loaded.", _switch.WrongModel);
        }

        await swap;
        Assert.StartsWith("runs 1.0.0, wanted 2.0.0: manifest.json is not valid", _switch.WrongModel, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_with_another_content_than_the_cluster_knows_is_not_served()
    {
        await _switch.FollowAsync(Wanted(1, First));
        await _switch.FollowAsync(Wanted(2, Second with { Sha256 = "0123" }));

        Assert.Contains("but ran with 0123 before", _switch.WrongModel, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shadow_that_cannot_be_loaded_is_no_fault_of_the_silo()
    {
        _family.FalsifyGolden("2.0.0");
        await _switch.FollowAsync(Wanted(1, First, shadow: Second));

        Assert.Null(_switch.WrongModel);
        Assert.Null(_models.Shadow);
        Assert.Contains("golden vector 0", _switch.Report("S1").ShadowFault, StringComparison.Ordinal);
        Assert.False(_switch.Report("S1").Runs(Wanted(1, First, shadow: Second)));
    }

    [Fact]
    public async Task It_starts_with_the_first_version_that_can_be_loaded()
    {
        _family.Delete("2.0.0");
        await _switch.StartWithAnyAsync([Second, First]);
        await _switch.FollowAsync(Wanted(1, Second));

        Assert.Equal("1.0.0", _models.Active!.Manifest.Version);
        Assert.Single(_log.Lines, line => line.StartsWith("Error: Model 2.0.0 is wanted and cannot serve", StringComparison.Ordinal));
        Assert.True(_models.Started.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Without_any_it_says_what_is_wrong_with_the_wanted_one_and_lets_nobody_wait()
    {
        _family.Damage("2.0.0");
        _family.Delete("1.0.0");

        var refused = await Assert.ThrowsAsync<ModelRefusedException>(() => _switch.StartWithAnyAsync([Second, First]));
        Assert.Contains("model.onnx has SHA-256", refused.Message, StringComparison.Ordinal);
        Assert.True(_models.Started.IsCompleted);
    }

    private static WantedModels Wanted(long revision, ModelReference active, ModelReference? shadow = null) =>
        new(revision, active, null, shadow);
}
