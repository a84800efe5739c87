using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Models;
using Posture.Grains.Users;

namespace Posture.Grains.Models;

/// <inheritdoc cref="IModelRegistryGrain"/>
/// <remarks>Changes come one at a time. Silos are served in between, also while a model is being tried.</remarks>
internal sealed partial class ModelRegistryGrain(
    IGrainContext context,
    [FromKeyedServices(GrainStorage.Name)] IGrainStorage storage,
    ModelCatalog catalog,
    IOptions<ModelOptions> options,
    TimeProvider time,
    ILogger<ModelRegistryGrain> logger) : Grain, IModelRegistryGrain
{
    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(20);

    private readonly StoredModelRecord _record = new(storage, context.GrainId, logger);
    private readonly SiloTable _silos = new(time, logger);

    private string Configured => options.Value.Version;

    public async Task<WantedModels?> Renew(SiloModels running, IModelObserver observer)
    {
        _silos.Note(running, observer);
        if (await _record.TryReadAsync() is not { } record)
            return null;
        WantedModels wanted = record.Wanted(Configured);
        // The configured version was never activated: the first silo that runs it says what it looks like.
        if (wanted.Active.Sha256 is null && running.Active is { Sha256: not null } active && active.Version == wanted.Active.Version)
            return (await _record.TryUpdateAsync(current => current.WithHash(active)) ?? record).Wanted(Configured);
        return wanted;
    }

    public Task Leave(string silo)
    {
        _silos.Forget(silo);
        return Task.CompletedTask;
    }

    public async Task<ModelChange> Activate(string version) => await _record.TryReadAsync() is { } record
        ? await ActivateAsync(record.Reference(version))
        : NotStored;

    public async Task<ModelChange> Rollback()
    {
        if (await _record.TryReadAsync() is not { } record)
            return NotStored;
        return record.Previous is { } previous
            ? await ActivateAsync(record.Reference(previous))
            : new ModelChange(ModelChangeOutcome.Conflict, "No other version was active before.", null);
    }

    public async Task<ModelChange> Shadow(string? version)
    {
        if (await _record.TryReadAsync() is not { } record)
            return NotStored;
        if (version is null)
            return await ChangeAsync(current => current.WithShadow(null));
        if (version == (record.Active ?? Configured))
            return new ModelChange(ModelChangeOutcome.Conflict, $"Version {version} is the active one.", null);
        return await TryModelAsync(record.Reference(version), tried => ChangeAsync(current => current.WithShadow(tried)));
    }

    public async Task<ModelRegistryStatus?> Status() => await _record.TryReadAsync() is { } record
        ? new ModelRegistryStatus(record.Wanted(Configured), _silos.List())
        : null;

    public async Task<ImmutableArray<ModelSummary>> Versions()
    {
        ImmutableArray<ModelSummary> versions = await catalog.ListAsync();
        return [.. versions.Select(Judge)];
    }

    private static ModelChange NotStored { get; } = new(
        ModelChangeOutcome.NotStored, "The storage of the model registry did not answer; nothing was changed. Try again.", null);

    private Task<ModelChange> ActivateAsync(ModelReference version) => TryModelAsync(
        version, tried => ChangeAsync(current => current.WithActive(tried, Configured)));

    private async Task<ModelChange> ChangeAsync(Func<ModelRecord, ModelRecord> change)
    {
        if (await _record.TryUpdateAsync(change) is not { } record)
            return NotStored;
        WantedModels wanted = record.Wanted(Configured);
        LogChanged(wanted.Revision, wanted.Active.Version, wanted.Previous?.Version, wanted.Shadow?.Version);
        await _silos.TellAsync();
        return new ModelChange(ModelChangeOutcome.Stored, null, wanted);
    }

    // Loads the version as a silo will, and lets go of it: a silo loads its own.
    private async Task<ModelChange> TryModelAsync(ModelReference version, Func<ModelReference, Task<ModelChange>> use)
    {
        if (!catalog.Has(version.Version))
            return new ModelChange(ModelChangeOutcome.Unknown, $"There is no version '{version.Version}'.", null);
        try
        {
            Task<ModelReference> trial = TrialAsync(version);
            return await use(await trial.WaitAsync(LongestTrial, time));
        }
        catch (ModelRefusedException e)
        {
            return Refuse(version.Version, e.Reason);
        }
        catch (TimeoutException)
        {
            return Refuse(version.Version, $"it could not be loaded within {LongestTrial.TotalSeconds} s.");
        }
    }

    private async Task<ModelReference> TrialAsync(ModelReference version)
    {
        using PostureModel model = await catalog.LoadAsync(version);
        return version with { Sha256 = model.Manifest.Sha256 };
    }

    private ModelChange Refuse(string version, string reason)
    {
        ModelMetrics.Refused();
        LogRefused(version, reason);
        return new ModelChange(ModelChangeOutcome.Refused, $"Version {version} is refused: {reason}", null);
    }

    // What ran under this version before counts, whatever the folder says of itself.
    private ModelSummary Judge(ModelSummary version) =>
        version.Refusal is null && _record.Value?.Reference(version.Version).Sha256 is { } hash && hash != version.Sha256
            ? version with { Refusal = $"it ran with SHA-256 {hash} before; a version never changes." }
            : version;

    [LoggerMessage(3012, LogLevel.Information, "Models wanted (revision {Revision}): active {Active}, previous {Previous}, shadow {Shadow}")]
    private partial void LogChanged(long revision, string active, string? previous, string? shadow);

    [LoggerMessage(3013, LogLevel.Warning, "Version {Version} is refused: {Reason}")]
    private partial void LogRefused(string version, string reason);
}
