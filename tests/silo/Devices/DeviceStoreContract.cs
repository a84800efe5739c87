using Posture.Grains.Devices;
using Posture.Grains.Interfaces.Devices;

namespace Posture.Silo.Tests.Devices;

/// <summary>What every store of devices does. A subclass gives it an empty store of its kind.</summary>
public abstract class DeviceStoreContract
{
    private const long Now = 1_700_000_000_000_000;

    private protected abstract IDeviceStore Store { get; }

    [Fact]
    public async Task A_token_speaks_for_the_user_it_was_registered_for_and_no_other_does()
    {
        await AddAsync("mina", "a1");
        await AddAsync("jun", "b2");

        IReadOnlyDictionary<string, string> owners = await Store.OwnersAsync(["a1", "b2", "c3", "a1"], default);

        Assert.Equal([("a1", "mina"), ("b2", "jun")], owners.Select(owner => (owner.Key, owner.Value)).Order());
    }

    [Fact]
    public async Task A_revoked_token_speaks_for_nobody_and_the_device_is_still_listed()
    {
        RegisteredDevice device = (await AddAsync("mina", "a1"))!;

        Assert.True(await Store.RevokeAsync(device.Id, Now + 5, default));
        Assert.True(await Store.RevokeAsync(device.Id, Now + 9, default));

        Assert.Empty(await Store.OwnersAsync(["a1"], default));
        Assert.Equal([device with { RevokedAtUnixMicros = Now + 5 }], (await ListAsync(null, 10)).Items);
    }

    [Fact]
    public async Task A_device_that_is_not_there_cannot_be_revoked() => Assert.False(await Store.RevokeAsync(17, Now, default));

    [Fact]
    public async Task A_token_is_registered_once()
    {
        await AddAsync("mina", "a1");

        await Assert.ThrowsAnyAsync<Exception>(() => AddAsync("jun", "a1"));
        Assert.Equal("mina", (await Store.OwnersAsync(["a1"], default))["a1"]);
    }

    [Fact]
    public async Task A_user_has_a_bound_that_revoked_devices_do_not_count_for()
    {
        RegisteredDevice first = (await AddAsync("mina", "a1", limit: 2))!;
        Assert.NotNull(await AddAsync("mina", "a2", limit: 2));
        Assert.Null(await AddAsync("mina", "a3", limit: 2));
        Assert.NotNull(await AddAsync("jun", "b1", limit: 2));

        await Store.RevokeAsync(first.Id, Now, default);

        Assert.NotNull(await AddAsync("mina", "a3", limit: 2));
        Assert.Equal(["a2", "a3"], (await Store.OwnersAsync(["a1", "a2", "a3"], default)).Keys.Order());
    }

    [Fact]
    public async Task Devices_are_listed_by_pages_newest_first_and_by_user()
    {
        foreach (int i in Enumerable.Range(0, 5))
            await AddAsync(i % 2 == 0 ? "mina" : "jun", $"a{i}");

        DevicePage first = await ListAsync(null, 2);
        DevicePage second = await ListAsync(null, 2, first.Next);
        DevicePage last = await ListAsync(null, 2, second.Next);

        Assert.Equal(["n-a4", "n-a3", "n-a2", "n-a1", "n-a0"], first.Items.Concat(second.Items).Concat(last.Items).Select(it => it.Name));
        Assert.Null(last.Next);
        DevicePage minas = await ListAsync("mina", 3);
        Assert.Equal(["n-a4", "n-a2", "n-a0"], minas.Items.Select(it => it.Name));
        Assert.Null(minas.Next);
        Assert.All(minas.Items, it => Assert.Equal(("mina", Now, null), (it.UserId, it.CreatedAtUnixMicros, it.RevokedAtUnixMicros)));
    }

    private Task<RegisteredDevice?> AddAsync(string user, string tokenHash, int limit = 10) =>
        Store.AddAsync(new NewDevice(user, "n-" + tokenHash, tokenHash), Now, limit, default);

    private Task<DevicePage> ListAsync(string? user, int limit, long? before = null) =>
        Store.ListAsync(new DeviceQuery(user, limit, before), default);
}
