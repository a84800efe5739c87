using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Models;

namespace Posture.Grains.Models;

/// <summary>The versions of the model family on this machine's disk. All work is done off the grain scheduler.</summary>
internal sealed partial class ModelCatalog(IOptions<ModelOptions> options) : IDisposable
{
    // Far more than anybody keeps; a folder that somebody filled by accident must not fill the memory.
    private const int MaxVersions = 200;

    private readonly SemaphoreSlim _listing = new(1);
    private readonly Dictionary<string, (FileStamps Stamps, ModelSummary Summary)> _examined = [];

    /// <summary>Whether there is such a version, good or bad.</summary>
    public bool Has(string version) => VersionRule().IsMatch(version) && Directory.Exists(FolderOf(version));

    /// <summary>Loads a version, checks it in every way it can be checked and warms it. The caller disposes of it.</summary>
    /// <exception cref="ModelRefusedException">It must not serve, or is not the content that <paramref name="wanted"/> names.</exception>
    public Task<PostureModel> LoadAsync(ModelReference wanted) => Task.Run(() => Load(wanted));

    /// <summary>Every version, the latest first. What has not changed since the last time is not loaded again.</summary>
    public async Task<ImmutableArray<ModelSummary>> ListAsync()
    {
        await _listing.WaitAsync();
        try
        {
            return await Task.Run(List);
        }
        finally
        {
            _listing.Release();
        }
    }

    public void Dispose() => _listing.Dispose();

    private ImmutableArray<ModelSummary> List()
    {
        var folder = new DirectoryInfo(options.Value.FamilyFolder);
        string[] versions = folder.Exists
            ? [.. folder.EnumerateDirectories().Select(version => version.Name).Where(name => VersionRule().IsMatch(name)).Take(MaxVersions)]
            : [];
        foreach (string gone in _examined.Keys.Except(versions).ToArray())
            _examined.Remove(gone);
        return [.. versions.Select(Examine).OrderByDescending(summary => summary.CreatedAt ?? DateTimeOffset.MinValue)];
    }

    private ModelSummary Examine(string version)
    {
        FileStamps stamps = FileStamps.Of(FolderOf(version));
        if (!_examined.TryGetValue(version, out var known) || known.Stamps != stamps)
            _examined[version] = known = (stamps, ModelExamination.Of(version, FolderOf(version), () => Load(new(version, null))));
        return known.Summary;
    }

    private PostureModel Load(ModelReference wanted)
    {
        string folder = FolderOf(wanted.Version);
        PostureModel? model = null;
        try
        {
            model = PostureModel.Load(folder);
            RequireIdentity(folder, model.Manifest, wanted);
            return model;
        }
        catch (Exception e)
        {
            model?.Dispose();
            if (e is ModelRefusedException)
                throw;
            // A graph can fail in ways that nobody foresaw, and must not take the caller with it.
            throw new ModelRefusedException(folder, $"it cannot be loaded: {e.Message}", e);
        }
    }

    private void RequireIdentity(string folder, ModelManifest manifest, ModelReference wanted)
    {
        if ((manifest.Name, manifest.Version) != (options.Value.Name, wanted.Version))
            throw new ModelRefusedException(folder, $"its manifest says that it is {manifest.Name} {manifest.Version}.");
        if (wanted.Sha256 is { } hash && hash != manifest.Sha256)
            throw new ModelRefusedException(
                folder,
                $"it has SHA-256 {manifest.Sha256}, but ran with {hash} before. A version never changes: " +
                "put the old file back, or give the new one a version of its own.");
    }

    private string FolderOf(string version) => Path.Combine(options.Value.FamilyFolder, version);

    [GeneratedRegex($"^(?:{ModelOptions.VersionPattern})$")]
    private static partial Regex VersionRule();
}
