using System.Collections.Immutable;
using Npgsql;

namespace Posture.Silo.Postgres;

/// <summary>Commands by text and values, and their rows.</summary>
internal static class PostgresCommands
{
    /// <summary>A command with the values of <c>$1</c>, <c>$2</c>, …</summary>
    public static NpgsqlCommand Command(this PostgresDatabase database, string text, params ReadOnlySpan<object> values)
    {
        NpgsqlCommand command = database.Source.CreateCommand(text);
        foreach (object value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }

    /// <summary>All rows of a command.</summary>
    public static async Task<ImmutableArray<T>> ReadAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        ImmutableArray<T>.Builder rows = ImmutableArray.CreateBuilder<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows.ToImmutable();
    }
}
