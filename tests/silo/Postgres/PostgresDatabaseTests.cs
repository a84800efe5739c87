using Npgsql;
using Posture.Silo.Postgres;

namespace Posture.Silo.Tests.Postgres;

public sealed class PostgresDatabaseTests
{
    [Theory]
    [InlineData("Host=localhost", 10)]
    [InlineData("Host=localhost;Maximum Pool Size=100", 100)]
    [InlineData("Host=localhost;MaxPoolSize=25", 25)]
    public async Task Ten_silos_fit_into_one_PostgreSQL_unless_its_operator_wants_otherwise(string connectionString, int connections)
    {
        await using var database = new PostgresDatabase(connectionString);

        Assert.Equal(connections, new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize);
    }
}
