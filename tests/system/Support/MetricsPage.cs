using System.Globalization;

namespace Posture.System.Tests.Support;

/// <summary>Values read from <c>/metrics</c>.</summary>
internal static class MetricsPage
{
    /// <summary>The value of one series, or 0 while nothing has been counted.</summary>
    public static async Task<double> ReadAsync(ServerProcess server, string series)
    {
        using var client = new HttpClient { BaseAddress = server.BaseUri };
        string page = await client.GetStringAsync(new Uri("metrics", UriKind.Relative));
        string? line = page.Split('\n').FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
