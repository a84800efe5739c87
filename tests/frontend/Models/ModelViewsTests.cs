using System.Collections.Immutable;
using Posture.Frontend.Models;
using Posture.Grains.Interfaces.Models;

namespace Posture.Frontend.Tests.Models;

public sealed class ModelViewsTests
{
    private static readonly WantedModels Wanted = new(
        3, new ModelReference("3.0.0", null), new ModelReference("2.0.0", null), new ModelReference("4.0.0", null));

    [Theory]
    [InlineData("3.0.0", null, "active")]
    [InlineData("2.0.0", null, "previous")]
    [InlineData("4.0.0", null, "shadow")]
    [InlineData("1.0.0", null, "available")]
    [InlineData("1.0.0", "no golden vectors", "refused")]
    [InlineData("3.0.0", "damaged", "refused")]
    public void A_version_has_one_state(string version, string? refusal, string state)
    {
        ModelView view = ModelView.Of(Version(version, refusal), Wanted);
        Assert.Equal((state, refusal), (view.State, view.Reason));
    }

    [Fact]
    public void A_change_is_complete_when_every_silo_runs_what_is_wanted()
    {
        SiloModels well = new("S1", new("3.0.0", "a"), new("4.0.0", "b"), 3, null, null);
        SiloModels behind = well with { Silo = "S2", FollowedRevision = 2 };
        SiloModels stuck = well with { Silo = "S3", Active = new("2.0.0", "c"), ActiveFault = "no such folder" };

        Assert.True(Change(well).IsComplete);
        Assert.False(Change().IsComplete);
        Assert.False(Change(well, behind).IsComplete);
        Assert.False(Change(well, stuck).IsComplete);
        Assert.Equal(
            [(true, null), (false, null), (false, "no such folder")],
            Change(well, behind, stuck).Silos.Select(silo => (silo.IsCurrent, silo.ActiveReason)));
    }

    private static ModelChangeView Change(params SiloModels[] silos) => ModelChangeView.Of(new ModelRegistryStatus(Wanted, [.. silos]));

    private static ModelSummary Version(string version, string? refusal) =>
        new(version, null, null, null, ImmutableSortedDictionary<string, double>.Empty, refusal);
}
