using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Reports;

/// <summary>Reports that nobody asked for: they are made and kept by themselves.</summary>
public sealed class KeptReportTests
{
    // A zone in which it is neither late nor early: no test runs over midnight.
    private static readonly int OffsetHours = TimeProvider.System.GetUtcNow().Hour < 12 ? 6 : -6;

    private static readonly Dictionary<string, string> Settings =
        new() { ["Posture__Reports__TimeZone"] = OffsetHours > 0 ? "Etc/GMT-6" : "Etc/GMT+6" };

    [Fact]
    public async Task What_a_standstill_left_out_is_made_behind_the_start_and_listed()
    {
        DateTimeOffset yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        string day = $"{yesterday.AddHours(OffsetHours):yyyy-MM-dd}";
        string data = ServerProcess.NewDataDirectory();
        await using (ServerProcess first = await ServerProcess.StartAsync(data, Settings))
            await first.StopAsync();
        Connect(data, yesterday);

        await using ServerProcess second = await ServerProcess.StartAsync(data, Settings);
        using var http = new HttpClient { BaseAddress = second.BaseUri };
        await Until.TrueAsync(
            async () => (await http.GetStringAsync("reports")).Contains($"<li><a href=\"/api/reports/daily/{day}\">", StringComparison.Ordinal),
            $"the report of {day} to be listed");

        JsonElement report = await http.GetFromJsonAsync<JsonElement>("api/reports/daily/" + day);
        Assert.False(report.GetProperty("is_so_far").GetBoolean());
        Assert.Equal("lost", report.GetProperty("connections").GetProperty("ended")[0].GetProperty("name").GetString());
        Assert.Equal(
            report.GetProperty("generated_at").GetDateTimeOffset(),
            (await http.GetFromJsonAsync<JsonElement>("api/reports/daily/" + day)).GetProperty("generated_at").GetDateTimeOffset());
    }

    private static void Connect(string data, DateTimeOffset at)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(data, "predictions.db")};Pooling=False");
        database.Open();
        using SqliteCommand insert = database.CreateCommand();
        insert.CommandText = """
            insert into connection_logs (connection_id, protocol, frontend, connected_at, disconnected_at, close_reason, frames, predictions)
            values ('5b6dd1f4-52b5-4a52-9d2c-1d1f0a7c0a11', 'v1', 'web-1', $at, $at, 'lost', 1, 1)
            """;
        insert.Parameters.AddWithValue("$at", at.ToUnixTimeMilliseconds() * 1000);
        insert.ExecuteNonQuery();
    }
}
