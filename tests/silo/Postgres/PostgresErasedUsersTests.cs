using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.PredictionLog;
using Posture.Grains.Users;
using Posture.Silo.Postgres;

namespace Posture.Silo.Tests.Postgres;

/// <summary>Predictions of somebody who was erased come late, from the spool of a silo that was away.</summary>
[Collection(SharedPostgres.Name)]
public sealed class PostgresErasedUsersTests(PostgresServer server) : IAsyncLifetime
{
    private const long Second = 1_000_000;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private PostgresDatabase _database = null!;
    private PostgresPredictionStore _store = null!;

    private long NowMicros => UnixMicros.From(_time.GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        _database = await server.NewMigratedDatabaseAsync();
        _store = new PostgresPredictionStore(_database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Fact]
    public async Task Late_rows_of_an_erased_user_are_neither_stored_nor_counted_and_others_of_the_batch_are_once()
    {
        await EraseAsync("mina");
        PredictionRecord[] batch = [Record("mina", 0), Record("jun", 0), Record("mina", 1), Record("Mina", 0), Record("jun", 1)];
        await _store.AppendAsync(batch, default);
        await _store.AppendAsync(batch, default);

        Assert.Empty(await SequencesAsync("mina"));
        Assert.Equal([1, 0], await SequencesAsync("jun"));
        Assert.Equal([0], await SequencesAsync("Mina"));
        Assert.Equal(3L, await ScalarAsync("select sum(predictions)::bigint from model_metrics"));
    }

    [Fact]
    public async Task A_batch_of_erased_users_alone_is_taken()
    {
        await EraseAsync("mina");
        await _store.AppendAsync([Record("mina", 0)], default);

        Assert.Equal(0L, await ScalarAsync("select count(*) from prediction_logs"));
    }

    [Fact]
    public async Task When_a_row_entered_the_spool_counts_and_not_the_time_reckoned_from_a_devices_clock()
    {
        await EraseAsync("mina");
        await _store.AppendAsync(
            [
                Record("mina", 0, spooledAfter: 0, receivedAfter: 300),
                Record("mina", 1, spooledAfter: 0.000_001, receivedAfter: -300),
                Record("mina", 2, spooledAfter: 5, receivedAfter: 5),
            ],
            default);

        Assert.Equal([2, 1], await SequencesAsync("mina"));
    }

    [Fact]
    public async Task A_row_of_an_earlier_version_is_judged_by_its_own_time()
    {
        await EraseAsync("mina");
        await _store.AppendAsync(
            [
                Record("mina", 0, receivedAfter: 0) with { SpooledAtUnixMicros = null },
                Record("mina", 1, receivedAfter: 1) with { SpooledAtUnixMicros = null },
            ],
            default);

        Assert.Equal([1], await SequencesAsync("mina"));
    }

    [Fact]
    public async Task Of_two_erasures_the_later_one_counts()
    {
        await EraseAsync("mina");
        _time.Advance(TimeSpan.FromMinutes(1));
        await _store.AppendAsync([Record("mina", 0, spooledAfter: -30)], default);
        Assert.Equal([0], await SequencesAsync("mina"));

        await EraseAsync("mina");
        await _store.AppendAsync([Record("mina", 0, spooledAfter: -30), Record("mina", 1, spooledAfter: 1)], default);
        Assert.Equal([1], await SequencesAsync("mina"));
        Assert.Equal(1L, await ScalarAsync("select count(*) from erasures"));
    }

    [Fact]
    public async Task An_erasure_waits_for_who_is_storing_and_deletes_what_that_stored()
    {
        Task<bool> erasing;
        await using (NpgsqlConnection storing = await _database.Source.OpenConnectionAsync())
        {
            await using NpgsqlTransaction transaction = await storing.BeginTransactionAsync();
            Assert.Single(await PostgresErasedUsers.LeaveOutAsync(storing, [Record("mina", 0)], default));
            erasing = EraseAsync("mina");
            while ((long)(await ScalarAsync("select count(*) from pg_locks where locktype = 'advisory' and not granted"))! == 0)
                Assert.False(erasing.IsCompleted);
            await using var store = new NpgsqlCommand(
                """
                insert into prediction_logs
                    (created_at, stream_id, timestamp_input, relative_pitch, seq, confidence, predicted_posture, user_id,
                     all_probabilities, model_version)
                values (now(), 1, 0, 0, 0, 1, 0, 'mina', '{}', '1.0.0')
                """,
                storing);
            await store.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        Assert.True(await erasing);
        Assert.Equal(0L, await ScalarAsync("select count(*) from prediction_logs"));
    }

    [Fact]
    public async Task No_name_is_kept_and_the_hash_for_thirty_days()
    {
        await EraseAsync("mina");
        Assert.Equal(1L, await ScalarAsync("select count(*) from erasures where user_hash = sha256('mina'::bytea)"));

        await AgeAsync("29 days 23 hours");
        Assert.Equal(1L, await ScalarAsync("select count(*) from erasures"));
        await AgeAsync("30 days 1 minute");
        Assert.Equal(0L, await ScalarAsync("select count(*) from erasures"));
    }

    private async Task AgeAsync(string age)
    {
        await ScalarAsync($"update erasures set erased_at = now() - interval '{age}'");
        await new PostgresConnectionStore(_database).ForgetErasuresAsync(
            UnixMicros.From(TimeProvider.System.GetUtcNow() - ErasedUser.RememberedFor), default);
    }

    private Task<bool> EraseAsync(string user) => new PostgresErasure(_database, _time).EraseAsync(user, default);

    // Seconds after now.
    private PredictionRecord Record(string user, int sequence, double spooledAfter = -10, double receivedAfter = -10) => new(
        NowMicros + (long)(receivedAfter * Second) + sequence, 1 + user[0], sequence, user, sequence * 1000, -12.5, 3,
        [0, 0, 0.1f, 0.6f, 0.3f, 0, 0, 0], "1.0.0", null, null, null, NowMicros + (long)(spooledAfter * Second));

    private async Task<IEnumerable<long>> SequencesAsync(string user) =>
        (await _store.ReadAsync(new PredictionQuery(user, null, null, 100, null), default)).Items
            .Select(row => row.Sequence).OrderDescending();

    private async Task<object?> ScalarAsync(string text)
    {
        await using NpgsqlCommand command = _database.Source.CreateCommand(text);
        return await command.ExecuteScalarAsync();
    }
}
