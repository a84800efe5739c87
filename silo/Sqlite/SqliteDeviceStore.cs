using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Posture.Grains.Devices;
using Posture.Grains.Interfaces.Devices;

namespace Posture.Silo.Sqlite;

/// <summary>Devices in the SQLite file of the predictions.</summary>
internal sealed class SqliteDeviceStore(SqliteDatabase database) : IDeviceStore
{
    private const string Insert = """
        insert into devices (user_id, name, token_hash, created_at)
        select $user_id, $name, $token_hash, $now
        where (select count(*) from devices where user_id = $user_id and revoked_at is null) < $limit
        returning id
        """;

    private const string SelectPage = """
        select id, user_id, name, created_at, revoked_at
        from devices
        where ($user_id is null or user_id = $user_id) and id < $before
        order by id desc
        limit $limit
        """;

    private const string Revoke = "update devices set revoked_at = coalesce(revoked_at, $now) where id = $id";

    private const string SelectOwners = """
        select token_hash, user_id
        from devices
        where token_hash in (select value from json_each($token_hashes)) and revoked_at is null
        """;

    public Task<RegisteredDevice?> AddAsync(
        NewDevice device, long nowUnixMicros, int limit, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand insert = Command(
            connection, Insert, ("$user_id", device.UserId), ("$name", device.Name), ("$token_hash", device.TokenHash),
            ("$now", nowUnixMicros), ("$limit", limit));
        return Task.FromResult(insert.ExecuteScalar() is long id
            ? new RegisteredDevice(id, device.UserId, device.Name, nowUnixMicros, null)
            : null);
    }

    public Task<DevicePage> ListAsync(DeviceQuery query, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = Command(
            connection, SelectPage, ("$user_id", (object?)query.UserId ?? DBNull.Value),
            ("$before", query.BeforeId ?? long.MaxValue), ("$limit", query.Limit + 1));
        using SqliteDataReader reader = select.ExecuteReader();
        var devices = new List<RegisteredDevice>();
        while (reader.Read())
        {
            devices.Add(new RegisteredDevice(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4)));
        }

        return Task.FromResult(DevicePage.Of(devices, query.Limit));
    }

    public Task<bool> RevokeAsync(long id, long nowUnixMicros, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand revoke = Command(connection, Revoke, ("$id", id), ("$now", nowUnixMicros));
        return Task.FromResult(revoke.ExecuteNonQuery() > 0);
    }

    public Task<IReadOnlyDictionary<string, string>> OwnersAsync(
        ImmutableArray<string> tokenHashes, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = Command(
            connection, SelectOwners, ("$token_hashes", JsonSerializer.Serialize(tokenHashes)));
        using SqliteDataReader reader = select.ExecuteReader();
        var owners = new Dictionary<string, string>();
        while (reader.Read())
            owners.Add(reader.GetString(0), reader.GetString(1));
        return Task.FromResult<IReadOnlyDictionary<string, string>>(owners);
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, params (string Name, object Value)[] values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
