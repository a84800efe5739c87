using Posture.Grains.Interfaces.Models;
using Posture.Grains.Models;

namespace Posture.Grains.Tests.Models;

public sealed class ModelRecordTests
{
    private const string Configured = "1.0.0";

    private static readonly ModelReference Second = new("2.0.0", "hash-2"), Third = new("3.0.0", "hash-3");

    [Fact]
    public void Until_something_is_activated_the_configured_version_is_active() => Assert.Equal(
        new WantedModels(0, new ModelReference(Configured, null), null, null), new ModelRecord().Wanted(Configured));

    [Fact]
    public void An_activation_remembers_what_was_active_and_what_it_looks_like() => Assert.Equal(
        new WantedModels(1, Second, new ModelReference(Configured, null), null),
        new ModelRecord().WithActive(Second, Configured).Wanted(Configured));

    [Fact]
    public void What_is_stored_wins_over_another_setting()
    {
        ModelRecord record = new ModelRecord().WithActive(Second, Configured);

        Assert.Equal(Second, record.Wanted("9.9.9").Active);
        Assert.Equal(Configured, record.Wanted("9.9.9").Previous!.Version);
    }

    [Fact]
    public void Going_back_twice_is_where_one_was()
    {
        ModelRecord record = new ModelRecord().WithActive(Second, Configured).WithActive(Third, Configured);
        ModelRecord back = record.WithActive(record.Reference(record.Previous!), Configured);
        ModelRecord forth = back.WithActive(back.Reference(back.Previous!), Configured);

        Assert.Equal((Second, Third), (back.Wanted(Configured).Active, back.Wanted(Configured).Previous));
        Assert.Equal((Third, Second), (forth.Wanted(Configured).Active, forth.Wanted(Configured).Previous));
        Assert.Equal(4, forth.Revision);
    }

    [Fact]
    public void Activating_the_active_version_again_keeps_the_way_back()
    {
        ModelRecord record = new ModelRecord().WithActive(Second, Configured).WithActive(Third, Configured);

        Assert.Equal(Second.Version, record.WithActive(Third, Configured).Previous);
    }

    [Fact]
    public void A_shadow_that_becomes_active_is_no_shadow_any_more_and_another_one_stays()
    {
        ModelRecord record = new ModelRecord().WithShadow(Second);

        Assert.Equal(Second, record.Wanted(Configured).Shadow);
        Assert.Null(record.WithActive(Second, Configured).Shadow);
        Assert.Equal("2.0.0", record.WithActive(Third, Configured).Shadow);
        Assert.Null(record.WithShadow(null).Shadow);
    }

    [Fact]
    public void A_version_keeps_the_hash_that_it_was_first_seen_with()
    {
        ModelRecord record = new ModelRecord().WithHash(Second).WithHash(Second with { Sha256 = "another" });

        Assert.Equal(Second, record.Reference("2.0.0"));
    }
}
