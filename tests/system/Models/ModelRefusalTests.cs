using System.Data.Common;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Posture.Grains.Tests.Inference;
using Posture.Grains.Tests.Models;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Models;

/// <summary>What an operator is refused, and why.</summary>
public sealed class ModelRefusalTests : IAsyncLifetime
{
    private readonly ModelFamily _family = ModelServer.NewFamily("1.0.0", "2.0.0");
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ModelServer.StartAsync(_family);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _family.Dispose();
    }

    [Fact]
    public async Task A_version_that_must_not_serve_is_refused_and_the_old_one_goes_on()
    {
        _family.Add("3.0.0", "1.0.0");
        _family.Damage("3.0.0");
        _family.Add("3.0.1", "1.0.0");
        _family.ReplaceGraph("3.0.1", OnnxBytes.Linear(9, 7));
        _family.Add("3.0.2", "1.0.0");
        _family.FalsifyGolden("3.0.2");

        await AssertRefusedAsync("3.0.0", "model.onnx has SHA-256");
        await AssertRefusedAsync("3.0.1", "its output is Single[-1, 7], not Single[N, 8]");
        await AssertRefusedAsync("3.0.2", "golden vector 0 gives posture 0");

        Assert.Equal(6, await MetricsPage.ReadAsync(_server.Process, "posture_model_refusals_total"));
        Assert.Equal("2.0.0", await _server.ServingAsync());
        Assert.Equal(HttpStatusCode.OK, await _server.StatusAsync("health/ready"));
        JsonElement list = await _server.ListAsync();
        Assert.Equal("2.0.0", list.GetProperty("active").GetString());
        Assert.Equal("active", Version(list, "2.0.0").GetProperty("state").GetString());
        Assert.Equal("available", Version(list, "1.0.0").GetProperty("state").GetString());
        Assert.Equal("refused", Version(list, "3.0.2").GetProperty("state").GetString());
        Assert.Contains("golden vector 0", Version(list, "3.0.2").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9.9.9")]
    [InlineData("drift")]
    [InlineData("..%2Fposture%2F1.0.0")]
    public async Task A_version_that_is_not_there_is_not_found(string version)
    {
        foreach (string action in new[] { "activate", "shadow" })
        {
            (HttpStatusCode status, string detail) = await _server.RefusalAsync(HttpMethod.Post, $"api/models/{version}/{action}");
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.StartsWith("There is no version", detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Before_the_first_activation_there_is_nothing_to_roll_back_to()
    {
        (HttpStatusCode status, string detail) = await _server.RefusalAsync(HttpMethod.Post, "api/models/rollback");

        Assert.Equal((HttpStatusCode.Conflict, "No other version was active before."), (status, detail));
    }

    [Fact]
    public async Task A_version_that_ran_and_was_changed_is_refused()
    {
        await _server.ActivateAsync("1.0.0");
        await _server.ActivateAsync("2.0.0");
        _family.ReplaceContent("1.0.0", "2.0.0");

        (HttpStatusCode status, string detail) = await _server.RefusalAsync(HttpMethod.Post, "api/models/rollback");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("A version never changes", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_done()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_server.Process.DataDirectory, "grains.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using DbTransaction writing = await connection.BeginTransactionAsync();
            (HttpStatusCode status, string detail) = await _server.RefusalAsync(HttpMethod.Post, "api/models/1.0.0/activate");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("nothing was changed", detail, StringComparison.Ordinal);
        }

        Assert.Equal("2.0.0", await _server.ServingAsync());
        Assert.Equal("1.0.0", (await _server.ActivateAsync("1.0.0")).GetProperty("active").GetString());
    }

    [Theory]
    [InlineData("api/models/drift?from=yesterday", "from")]
    [InlineData("api/models/1.0.0/agreement?to=tomorrow", "to")]
    public async Task A_time_that_is_none_is_refused(string path, string field)
    {
        (HttpStatusCode status, string detail) = await _server.RefusalAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith($"{field} must be an ISO 8601 time", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_a_reference_has_no_drift()
    {
        (HttpStatusCode status, string detail) = await _server.RefusalAsync(HttpMethod.Get, "api/models/drift");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("active version 2.0.0 has no reference", detail, StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(string version, string reason)
    {
        foreach (string action in new[] { "activate", "shadow" })
        {
            (HttpStatusCode status, string detail) = await _server.RefusalAsync(HttpMethod.Post, $"api/models/{version}/{action}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.StartsWith($"Version {version} is refused: {reason}", detail, StringComparison.Ordinal);
        }
    }

    private static JsonElement Version(JsonElement list, string version) => list.GetProperty("versions").EnumerateArray()
        .Single(entry => entry.GetProperty("version").GetString() == version);
}
