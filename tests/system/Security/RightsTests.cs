using Npgsql;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Access;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Security;

/// <summary>Devices of a real server and roles of a real PostgreSQL, as the monthly check compares them with what was accepted.</summary>
public sealed class RightsTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Devices_that_came_and_went_since_they_were_accepted_are_shown()
    {
        Assert.SkipUnless(Logs.Shell.Has("jq"), "jq is not installed.");
        using var scripts = new SecurityScripts();
        await using ServerProcess server = await ServerProcess.StartAsync(settings: Operator.Settings(), listenOn: "0.0.0.0");
        using var operators = new Operator(server);
        (long first, _) = await operators.RegisterAsync("mina");
        scripts.Settings["POSTURE_URL"] = server.BaseUri.AbsoluteUri.TrimEnd('/');
        Ended without = await scripts.RunAsync("monthly");
        scripts.Settings["OPERATOR_TOKEN"] = Operator.Token;
        await scripts.RunAsync("monthly", "--accept");
        Ended same = await scripts.RunAsync("monthly");

        // More than the server gives in one answer.
        for (int user = 0; user < 11; user++)
            await Task.WhenAll(Enumerable.Range(0, 92).Select(_ => operators.RegisterAsync($"user-{user}")));
        await operators.DeleteAsync($"api/devices/{first}");
        Ended other = await scripts.RunAsync("monthly");

        Assert.Contains("error: 401", without.Output, StringComparison.Ordinal);
        Assert.Contains("COULD NOT CHECK  devices: ", without.Output, StringComparison.Ordinal);
        Assert.Contains("well             devices: as accepted", same.Output, StringComparison.Ordinal);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("LOOK AT          devices: other than what was accepted", other.Output, StringComparison.Ordinal);
        Assert.Contains($"< {first}\tmina\twatch of mina\t", other.Output, StringComparison.Ordinal);
        Assert.Equal(11 * 92, other.Output.Split("> ").Length - 2);
        Assert.DoesNotContain(Operator.Token, other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_and_a_grant_that_are_new_are_shown()
    {
        Assert.SkipWhen(postgres.Missing is not null, postgres.Missing ?? "");
        string database = await postgres.NewDatabaseAsync();
        var connection = new NpgsqlConnectionStringBuilder(database);
        using var scripts = new SecurityScripts();
        scripts.Settings["PGHOST"] = connection.Host!;
        scripts.Settings["PGPORT"] = $"{connection.Port}";
        scripts.Settings["POSTURE_DB_NAME"] = connection.Database!;
        await scripts.RunAsync("monthly", "--accept");
        Ended same = await scripts.RunAsync("monthly");
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand grant = source.CreateCommand(
            "create role eve login createdb; create table readings (pitch real); grant select on readings to eve");
        await grant.ExecuteNonQueryAsync();

        Ended other = await scripts.RunAsync("monthly");

        Assert.Contains("well             roles: as accepted", same.Output, StringComparison.Ordinal);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("> role eve login createdb\n", other.Output, StringComparison.Ordinal);
        Assert.Contains("> grant eve SELECT on tables\n", other.Output, StringComparison.Ordinal);
    }
}
