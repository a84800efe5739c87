using Microsoft.Extensions.Options;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Models;
using Posture.Grains.Models;
using Posture.Grains.Tests.Inference;

namespace Posture.Grains.Tests.Models;

public sealed class ModelCatalogTests : IDisposable
{
    private readonly ModelFamily _family = ModelFamily.OfShipped("1.0.0", "2.0.0");
    private readonly ModelCatalog _catalog;

    public ModelCatalogTests() =>
        _catalog = new ModelCatalog(Options.Create(new ModelOptions { Directory = _family.Folder }));

    public void Dispose()
    {
        _catalog.Dispose();
        _family.Dispose();
    }

    [Fact]
    public async Task Versions_are_listed_with_their_manifests_the_latest_first()
    {
        var versions = await _catalog.ListAsync();

        Assert.Equal(["2.0.0", "1.0.0"], versions.Select(version => version.Version));
        Assert.All(versions, version =>
        {
            Assert.Null(version.Refusal);
            Assert.Equal(64, version.Sha256!.Length);
            Assert.NotEmpty(version.Method!);
            Assert.NotEmpty(version.Metrics);
        });
    }

    [Fact]
    public async Task A_bad_version_is_listed_with_what_is_wrong_and_what_can_still_be_read()
    {
        _family.Damage("2.0.0");
        _family.Edit("1.0.0", "manifest.json", manifest => manifest.AsObject().Remove("labels"));

        Assert.Contains("has SHA-256", (await FindAsync("2.0.0")).Refusal, StringComparison.Ordinal);
        Assert.NotEmpty((await FindAsync("2.0.0")).Metrics);
        Assert.Contains("manifest.json is not valid", (await FindAsync("1.0.0")).Refusal, StringComparison.Ordinal);
        Assert.Null((await FindAsync("1.0.0")).CreatedAt);
    }

    [Fact]
    public async Task A_change_on_disk_is_seen_the_next_time()
    {
        Assert.Null((await FindAsync("1.0.0")).Refusal);
        _family.FalsifyGolden("1.0.0");
        _family.Delete("2.0.0");

        Assert.Contains("golden vector 0", (await FindAsync("1.0.0")).Refusal, StringComparison.Ordinal);
        Assert.Single(await _catalog.ListAsync());
    }

    [Fact]
    public async Task A_family_without_a_folder_has_no_versions()
    {
        using var catalog = new ModelCatalog(Options.Create(new ModelOptions { Directory = _family.Folder, Name = "other" }));

        Assert.Empty(await catalog.ListAsync());
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../posture/1.0.0")]
    [InlineData("1.0.0/../2.0.0")]
    [InlineData("1.0.0\n")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("/")]
    public void A_path_is_no_version(string version) => Assert.False(_catalog.Has(version));

    [Fact]
    public async Task A_version_whose_content_has_changed_is_refused()
    {
        string hash = (await FindAsync("1.0.0")).Sha256!;
        _family.ReplaceContent("1.0.0", "2.0.0");

        var refused = await Assert.ThrowsAsync<ModelRefusedException>(() => _catalog.LoadAsync(new ModelReference("1.0.0", hash)));
        Assert.Contains($"but ran with {hash} before", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_another_version_in_it_is_refused()
    {
        _family.Edit("1.0.0", "manifest.json", manifest => manifest["version"] = "1.0.1");

        var refused = await Assert.ThrowsAsync<ModelRefusedException>(() => _catalog.LoadAsync(new ModelReference("1.0.0", null)));
        Assert.Equal("its manifest says that it is posture 1.0.1.", refused.Reason);
    }

    [Fact]
    public async Task A_graph_that_fails_as_it_runs_is_refused()
    {
        // Nine features into a product with five rows: the declared shapes are right, the arithmetic is not.
        _family.ReplaceGraph("1.0.0", OnnxBytes.Linear(9, 8, weightRows: 5));

        var refused = await Assert.ThrowsAsync<ModelRefusedException>(() => _catalog.LoadAsync(new ModelReference("1.0.0", null)));
        Assert.Contains("cannot", refused.Reason, StringComparison.Ordinal);
    }

    private async Task<ModelSummary> FindAsync(string version) =>
        (await _catalog.ListAsync()).Single(summary => summary.Version == version);
}
