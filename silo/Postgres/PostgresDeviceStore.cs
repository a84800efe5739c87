using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Posture.Grains.Devices;
using Posture.Grains.Interfaces.Devices;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Silo.Postgres;

/// <summary>Devices in the PostgreSQL database of the predictions.</summary>
internal sealed class PostgresDeviceStore(PostgresDatabase database) : IDeviceStore
{
    private const string Insert = """
        insert into devices (user_id, name, token_hash, created_at)
        select $1, $2, $3, $4
        where (select count(*) from devices where user_id = $1 and revoked_at is null) < $5
        returning id
        """;

    private const string SelectPage = """
        select id, user_id, name, created_at, revoked_at
        from devices
        where ($1::text is null or user_id = $1) and id < $2
        order by id desc
        limit $3
        """;

    private const string Revoke = "update devices set revoked_at = coalesce(revoked_at, $2) where id = $1";

    private const string SelectOwners = "select token_hash, user_id from devices where token_hash = any($1) and revoked_at is null";

    public async Task<RegisteredDevice?> AddAsync(
        NewDevice device, long nowUnixMicros, int limit, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand insert = database.Command(
            Insert, device.UserId, device.Name, device.TokenHash, UnixMicros.ToTime(nowUnixMicros), limit);
        return await insert.ExecuteScalarAsync(cancellationToken) is long id
            ? new RegisteredDevice(id, device.UserId, device.Name, nowUnixMicros, null)
            : null;
    }

    public async Task<DevicePage> ListAsync(DeviceQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = database.Command(
            SelectPage, (object?)query.UserId ?? DBNull.Value, query.BeforeId ?? long.MaxValue, query.Limit + 1);
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        var devices = new List<RegisteredDevice>();
        while (await reader.ReadAsync(cancellationToken))
        {
            devices.Add(new RegisteredDevice(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), Micros(reader, 3)!.Value, Micros(reader, 4)));
        }

        return DevicePage.Of(devices, query.Limit);
    }

    public async Task<bool> RevokeAsync(long id, long nowUnixMicros, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand revoke = database.Command(Revoke, id, UnixMicros.ToTime(nowUnixMicros));
        return await revoke.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task<IReadOnlyDictionary<string, string>> OwnersAsync(
        ImmutableArray<string> tokenHashes, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = database.Source.CreateCommand(SelectOwners);
        select.Parameters.Add(new NpgsqlParameter
        {
            Value = tokenHashes.ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        var owners = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellationToken))
            owners.Add(reader.GetString(0), reader.GetString(1));
        return owners;
    }

    private static long? Micros(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : UnixMicros.From(reader.GetFieldValue<DateTimeOffset>(column));
}
