using System.Net.Http.Json;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Hosting;

/// <summary>The OpenAPI document and the page that shows it.</summary>
public sealed class ApiDocumentTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task The_document_has_this_servers_operations_and_no_others()
    {
        JsonElement document = await server.Http.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        string[] paths = [.. document.GetProperty("paths").EnumerateObject().Select(path => path.Name)];

        Assert.Contains("/api/users/{user}", paths);
        Assert.DoesNotContain(paths, path => path.StartsWith("/dashboard", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_document_has_the_servers_name_and_version()
    {
        JsonElement document = await server.Http.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        JsonElement health = await server.Http.GetFromJsonAsync<JsonElement>("health");
        JsonElement info = document.GetProperty("info");

        Assert.Equal("Posture API", info.GetProperty("title").GetString());
        Assert.Equal(health.GetProperty("version").GetString(), info.GetProperty("version").GetString());
    }

    [Fact]
    public async Task The_document_says_how_a_token_is_sent()
    {
        JsonElement document = await server.Http.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        JsonElement scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer");

        Assert.Equal(("http", "bearer"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString()));
        Assert.Equal("""[{"bearer":[]},{}]""", JsonSerializer.Serialize(document.GetProperty("security")));
    }

    [Fact]
    public async Task Numbers_are_numbers_and_never_text()
    {
        JsonElement document = await server.Http.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        JsonElement connections = document.GetProperty("components").GetProperty("schemas")
            .GetProperty("HealthReport").GetProperty("properties").GetProperty("active_connections");

        Assert.Equal("integer", connections.GetProperty("type").GetString());
    }
}
