using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Tests.Protocol;

public sealed class FaultTallyTests
{
    private readonly FaultTally _tally = new();

    [Fact]
    public void Faults_are_counted_by_kind_with_the_first_example_of_each()
    {
        _tally.Count(FaultKind.WrongPitch, () => "pitch");
        _tally.Count(FaultKind.InvalidJson, () => "first");
        _tally.Count(FaultKind.InvalidJson, () => "second");

        Assert.Equal(
            [new FaultCount(FaultKind.InvalidJson, 2, "first"), new FaultCount(FaultKind.WrongPitch, 1, "pitch")],
            _tally.Counts());
        Assert.Equal(3, _tally.Total);
    }

    [Fact]
    public void A_long_example_is_cut()
    {
        _tally.Count(FaultKind.InvalidJson, () => new string('x', 100_000));

        Assert.True(_tally.Counts().Single().FirstExample.Length < 1_000);
    }

    [Fact]
    public async Task The_fault_that_ends_a_connection_is_counted_and_other_failures_go_on()
    {
        await _tally.CountAsync(Task.FromException(new DeviceFaultException(FaultKind.Disconnected, "gone")));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _tally.CountAsync(Task.FromException(new InvalidOperationException())));

        Assert.Equal(FaultKind.Disconnected, _tally.Counts().Single().Kind);
    }
}
