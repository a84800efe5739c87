using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posture.Grains.Tests.Models;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Models;

/// <summary>A server over a models folder of its own, and its operator.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly HttpClient _http;

    private ModelServer(ServerProcess process)
    {
        Process = process;
        _http = new HttpClient { BaseAddress = process.BaseUri };
    }

    public ServerProcess Process { get; }

    public static ModelFamily NewFamily(params string[] versions)
    {
        var family = new ModelFamily(Path.Combine(ServerProcess.ServerFolder, "models"));
        foreach (string version in versions)
            family.Add(version, version);
        return family;
    }

    /// <summary>Starts with version 2.0.0 configured.</summary>
    public static async Task<ModelServer> StartAsync(
        ModelFamily family, string? dataDirectory = null, string waitFor = "health/ready") => new(
            await ServerProcess.StartAsync(
                dataDirectory,
                new Dictionary<string, string>
                {
                    ["Posture__Model__Directory"] = family.Folder,
                    ["Posture__Model__Version"] = "2.0.0",
                },
                waitFor: waitFor));

    public Task<JsonElement> ActivateAsync(string version) => PostAsync($"api/models/{version}/activate");

    public Task<JsonElement> RollbackAsync() => PostAsync("api/models/rollback");

    public Task<JsonElement> ShadowAsync(string version) => PostAsync($"api/models/{version}/shadow");

    public Task<JsonElement> ListAsync() => GetAsync("api/models");

    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>The status and the problem of a request that is to be refused.</summary>
    public async Task<(HttpStatusCode Status, string Detail)> RefusalAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, problem.GetProperty("detail").GetString()!);
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    public async Task<JsonElement> EndShadowAsync()
    {
        using HttpResponseMessage response = await _http.DeleteAsync(new Uri("api/models/shadow", UriKind.Relative));
        return await ReadAsync(response);
    }

    /// <summary>The version that answers a device now.</summary>
    public async Task<string> ServingAsync()
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(Process);
        return (await device.AskAsync(1, 2)).GetProperty("model_version").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }

    private async Task<JsonElement> PostAsync(string path)
    {
        using HttpResponseMessage response = await _http.PostAsync(new Uri(path, UriKind.Relative), null);
        return await ReadAsync(response);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonElement.Parse(body);
    }
}
