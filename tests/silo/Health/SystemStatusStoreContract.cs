using System.Text.Json;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Health;
using static Posture.Silo.Tests.Connections.Entries;

namespace Posture.Silo.Tests.Health;

/// <summary>What every table of processes does. A subclass gives it an empty store of its kind.</summary>
public abstract class SystemStatusStoreContract
{
    private const long Minute = 60 * Second;

    private protected abstract ISystemStatusStore Store { get; }

    [Fact]
    public async Task A_process_is_one_row_that_says_the_latest()
    {
        ProcessStatus silo = Process("silo-1", ProcessKind.Silo, new SiloLoad("2.1.0", 5, null, 1L << 33));
        await Store.SaveAsync(silo with { Health = "healthy", FailingChecks = [] }, Begin, default);
        await Store.SaveAsync(silo, Begin + Second, default);

        SeenProcess seen = Assert.Single(await ListAsync(Begin + Second));
        Assert.Equal((ProcessState.Running, Begin + Second), (seen.State, seen.SeenAtUnixMicros));
        Assert.Equal(JsonSerializer.Serialize(silo), JsonSerializer.Serialize(seen.Status));
    }

    [Fact]
    public async Task One_that_is_not_heard_of_is_gone_until_it_is_and_one_that_said_so_has_stopped()
    {
        await Store.SaveAsync(Process("gone"), Begin, default);
        await Store.SaveAsync(Process("stopped") with { IsStopping = true }, Begin + Second, default);
        await Store.SaveAsync(Process("running"), Begin + 2 * Second, default);

        Assert.Equal(
            [("running", ProcessState.Running), ("stopped", ProcessState.Stopped), ("gone", ProcessState.Gone)],
            (await ListAsync(Begin + Minute + 1)).Select(seen => (seen.Status.Instance, seen.State)));

        await Store.SaveAsync(Process("gone"), Begin + Minute, default);
        Assert.Equal(("gone", ProcessState.Running), Of((await ListAsync(Begin + Minute + 1))[0]));
    }

    [Fact]
    public async Task The_list_is_bounded_and_forgets_and_so_does_the_table()
    {
        for (int i = 0; i < 5; i++)
            await Store.SaveAsync(Process($"web-{i}"), Begin + i * Second, default);

        Assert.Equal(["web-4", "web-3"], (await ListAsync(Begin, limit: 2)).Select(seen => seen.Status.Instance));
        Assert.Equal(["web-4", "web-3"], (await ListAsync(Begin, since: Begin + 3 * Second)).Select(seen => seen.Status.Instance));

        await Store.DeleteOlderAsync(Begin + 4 * Second, default);
        Assert.Equal("web-4", Assert.Single(await ListAsync(Begin)).Status.Instance);
    }

    private static (string, ProcessState) Of(SeenProcess seen) => (seen.Status.Instance, seen.State);

    private async Task<IReadOnlyList<SeenProcess>> ListAsync(long now, long since = 0, int limit = 100) =>
        await Store.ListAsync(since, now, limit, default);
}
