using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Models;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.Models;

/// <summary>One registry over two silos.</summary>
public sealed class ModelRegistryTests(ModelCluster cluster) : IClassFixture<ModelCluster>, IAsyncLifetime
{
    private static readonly FeatureVector Features = new([1, 2, 3, 4, 5, 6, 7, 8, 9]);

    // Every test begins with version 2.0.0 on both silos.
    public async ValueTask InitializeAsync()
    {
        await cluster.Registry.Shadow(null);
        await ActivateAsync("2.0.0");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_activation_reaches_every_silo_and_so_does_the_way_back()
    {
        await ActivateAsync("1.0.0");
        Assert.Equal("1.0.0", (await cluster.ClassifyAsync(Features))!.ModelVersion);

        ModelChange back = await cluster.Registry.Rollback();
        Assert.Equal(("2.0.0", "1.0.0"), (back.Wanted!.Active.Version, back.Wanted.Previous!.Version));
        await WaitUntilAllRunAsync(back.Wanted);
        Assert.All(cluster.Serving, version => Assert.Equal("2.0.0", version));
    }

    [Fact]
    public async Task What_was_decided_outlives_the_registry()
    {
        WantedModels wanted = await ActivateAsync("1.0.0");
        await cluster.ForgetRegistryAsync();

        Assert.Equal(wanted, (await cluster.Registry.Status())!.Wanted);
        // Nobody tells the silos that their registry is another one now: they come by themselves.
        await WaitUntilAllRunAsync(wanted);
    }

    [Fact]
    public async Task A_shadow_runs_beside_the_active_model_until_it_is_ended()
    {
        ModelChange change = await cluster.Registry.Shadow("1.0.0");
        await WaitUntilAllRunAsync(change.Wanted!);
        Prediction with = (await cluster.ClassifyAsync(Features))!;
        Assert.Equal(("2.0.0", "1.0.0"), (with.ModelVersion, with.Shadow!.ModelVersion));

        await WaitUntilAllRunAsync((await cluster.Registry.Shadow(null)).Wanted!);
        Assert.All(cluster.Shadows, Assert.Null);
        Assert.Null((await cluster.ClassifyAsync(Features))!.Shadow);
    }

    [Fact]
    public async Task The_active_version_cannot_be_its_own_shadow()
    {
        Assert.Equal(ModelChangeOutcome.Conflict, (await cluster.Registry.Shadow("2.0.0")).Outcome);
    }

    [Theory]
    [InlineData("9.9.9")]
    [InlineData("../posture/1.0.0")]
    public async Task A_version_that_is_not_there_is_unknown(string version)
    {
        Assert.Equal(ModelChangeOutcome.Unknown, (await cluster.Registry.Activate(version)).Outcome);
        Assert.Equal(ModelChangeOutcome.Unknown, (await cluster.Registry.Shadow(version)).Outcome);
    }

    [Fact]
    public async Task A_version_that_fails_its_checks_changes_nothing()
    {
        foreach (ModelFamily family in cluster.Families)
        {
            family.Add("3.0.0", "1.0.0");
            family.FalsifyGolden("3.0.0");
        }

        WantedModels before = (await cluster.Registry.Status())!.Wanted;
        ModelChange activation = await cluster.Registry.Activate("3.0.0"), shadow = await cluster.Registry.Shadow("3.0.0");

        Assert.Equal((ModelChangeOutcome.Refused, ModelChangeOutcome.Refused), (activation.Outcome, shadow.Outcome));
        Assert.StartsWith("Version 3.0.0 is refused: golden vector 0 gives", activation.Reason, StringComparison.Ordinal);
        Assert.Equal(before, (await cluster.Registry.Status())!.Wanted);
        Assert.All(cluster.Serving, version => Assert.Equal("2.0.0", version));
        Assert.Contains("golden vector 0", (await cluster.Registry.Versions()).Single(version => version.Version == "3.0.0").Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_ran_and_has_another_content_since_is_refused()
    {
        foreach (ModelFamily family in cluster.Families)
            family.Add("4.0.0", "1.0.0");
        await ActivateAsync("4.0.0");
        await ActivateAsync("2.0.0");
        foreach (ModelFamily family in cluster.Families)
            family.ReplaceContent("4.0.0", "2.0.0");

        ModelChange change = await cluster.Registry.Rollback();
        Assert.Equal(ModelChangeOutcome.Refused, change.Outcome);
        Assert.Contains("A version never changes", change.Reason, StringComparison.Ordinal);
        Assert.Contains(
            "a version never changes",
            (await cluster.Registry.Versions()).Single(version => version.Version == "4.0.0").Refusal,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configured_version_is_known_by_its_hash_without_ever_being_activated()
    {
        await using var fresh = new ModelCluster();
        await fresh.InitializeAsync();

        ModelReference active = (await fresh.Registry.Status())!.Wanted.Active;
        Assert.Equal(("2.0.0", 64), (active.Version, active.Sha256!.Length));
        Assert.Equal(ModelChangeOutcome.Conflict, (await fresh.Registry.Rollback()).Outcome);
    }

    [Fact]
    public async Task A_silo_that_lacks_the_version_keeps_its_model_says_why_and_catches_up()
    {
        foreach (ModelFamily family in cluster.Families)
            family.Add("5.0.0", "1.0.0");
        cluster.Families[1].Delete("5.0.0");
        ModelChange change = await cluster.Registry.Activate("5.0.0");
        if (change.Outcome == ModelChangeOutcome.Unknown)
        {
            // The registry lives on the silo that lacks it; the other one is to lack it then.
            cluster.Families[1].Add("5.0.0", "1.0.0");
            cluster.Families[0].Delete("5.0.0");
            change = await cluster.Registry.Activate("5.0.0");
        }

        SiloModels[] silos = await cluster.WaitForSilosAsync(
            silos => silos.Length == 2 && silos.All(silo => silo.FollowedRevision >= change.Wanted!.Revision));
        SiloModels behind = Assert.Single(silos, silo => !silo.Runs(change.Wanted!));
        Assert.Equal("2.0.0", behind.Active!.Version);
        Assert.Contains("cannot be read", behind.ActiveFault, StringComparison.Ordinal);

        foreach (ModelFamily family in cluster.Families)
            AddIfMissing(family, "5.0.0");
        await WaitUntilAllRunAsync(change.Wanted!);
    }

    [Fact]
    public async Task A_storage_that_takes_nothing_leaves_everything_as_it_was()
    {
        WantedModels before = (await cluster.Registry.Status())!.Wanted;
        cluster.FailWrites(new IOException("disk full"));
        ModelChange change = await cluster.Registry.Activate("1.0.0");
        cluster.FailWrites(null);

        Assert.Equal(ModelChangeOutcome.NotStored, change.Outcome);
        Assert.Equal(before, (await cluster.Registry.Status())!.Wanted);
        Assert.All(cluster.Serving, version => Assert.Equal("2.0.0", version));
        await ActivateAsync("1.0.0");
    }

    [Fact]
    public async Task A_storage_that_cannot_be_read_is_an_answer_and_no_silo_changes_for_it()
    {
        cluster.FailReads(new IOException("no such table"));
        await cluster.ForgetRegistryAsync();

        Assert.Null(await cluster.Registry.Status());
        Assert.Equal(ModelChangeOutcome.NotStored, (await cluster.Registry.Activate("1.0.0")).Outcome);
        Assert.Equal(ModelChangeOutcome.NotStored, (await cluster.Registry.Rollback()).Outcome);
        Assert.All(cluster.Serving, version => Assert.Equal("2.0.0", version));

        cluster.FailReads(null);
        await ActivateAsync("1.0.0");
    }

    [Fact]
    public async Task A_storage_that_is_down_at_the_start_lets_the_configured_version_serve_until_it_is_back()
    {
        await using var late = new ModelCluster { FirstReadFault = new IOException("no such table") };
        await late.InitializeAsync();
        Assert.All(late.RegistryFaults, fault => Assert.Equal("the grain storage cannot be read", fault));

        late.FailReads(null);
        await Eventually.HoldsAsync(() => late.RegistryFaults.All(fault => fault is null));
        Assert.Equal(ModelChangeOutcome.Stored, (await late.Registry.Activate("1.0.0")).Outcome);
        await Eventually.HoldsAsync(() => late.Serving.All(version => version == "1.0.0"));
    }

    private static void AddIfMissing(ModelFamily family, string version)
    {
        if (!Directory.Exists(Path.Combine(family.Folder, "posture", version)))
            family.Add(version, "1.0.0");
    }

    private async Task<WantedModels> ActivateAsync(string version)
    {
        ModelChange change = await cluster.Registry.Activate(version);
        Assert.Equal((ModelChangeOutcome.Stored, null), (change.Outcome, change.Reason));
        await WaitUntilAllRunAsync(change.Wanted!);
        return change.Wanted!;
    }

    private Task<SiloModels[]> WaitUntilAllRunAsync(WantedModels wanted) =>
        cluster.WaitForSilosAsync(silos => silos.Length == 2 && silos.All(silo => silo.Runs(wanted)));
}
