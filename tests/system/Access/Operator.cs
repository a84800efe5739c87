using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Access;

/// <summary>Who holds the operator's token of a server.</summary>
internal sealed class Operator : IDisposable
{
    private readonly HttpClient _http;

    public Operator(ServerProcess server)
    {
        _http = new HttpClient { BaseAddress = server.BaseUri };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>The token that servers of these tests are given.</summary>
    public static string Token { get; } = $"operator-{Guid.NewGuid():N}";

    /// <summary>A server for the public, whose answers about tokens hold for a second.</summary>
    public static Dictionary<string, string> Settings(params (string Name, string Value)[] further)
    {
        var settings = new Dictionary<string, string>
        {
            ["Posture__Auth__OperatorToken"] = Token,
            ["Posture__Auth__TokenRecheckInterval"] = "00:00:01",
        };
        foreach ((string name, string value) in further)
            settings[name] = value;
        return settings;
    }

    public async Task<(long Id, string Token)> RegisterAsync(string user)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(
            new Uri("api/devices", UriKind.Relative), new { user, name = "watch of " + user });
        JsonElement device = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, device.GetRawText());
        return (device.GetProperty("id").GetInt64(), device.GetProperty("token").GetString()!);
    }

    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    public async Task<HttpStatusCode> DeleteAsync(string path)
    {
        using HttpResponseMessage answer = await _http.DeleteAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    public void Dispose() => _http.Dispose();
}
