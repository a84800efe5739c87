using Microsoft.Extensions.Logging;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Models;

namespace Posture.Grains.Models;

/// <summary>
/// Brings the wanted models into service on this silo. What cannot be loaded leaves the old model serving, is counted and
/// told; each further call tries again. One caller at a time.
/// </summary>
internal sealed partial class ModelSwitch(ModelCatalog catalog, ModelHost models, TimeProvider time, ILogger<ModelSwitch> logger)
{
    // A silo on its way from one version to the next is not yet a silo on the wrong one.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private volatile WantedModels? _wanted;
    private volatile string? _activeFault;
    private volatile string? _shadowFault;
    private long _followedRevision = -1;
    private long _wantedSince;

    /// <summary>What other model should serve here, and why it does not; null while all is well or has only just changed.</summary>
    public string? WrongModel
    {
        get
        {
            if (_wanted is not { Active.Version: var wanted } || models.Active?.Manifest.Version is not { } running)
                return null;
            if (_activeFault is { } fault)
                return $"runs {running}, wanted {wanted}: {fault}";
            return running != wanted && time.GetElapsedTime(Volatile.Read(ref _wantedSince)) > Grace
                ? $"runs {running}, wanted {wanted}: it is still being loaded."
                : null;
        }
    }

    public SiloModels Report(string silo) => new(
        silo, Reference(models.Active), Reference(models.Shadow), _followedRevision, _activeFault, _shadowFault);

    /// <summary>Swaps what has to be swapped.</summary>
    public async Task FollowAsync(WantedModels wanted)
    {
        if (wanted.Active != _wanted?.Active)
            Volatile.Write(ref _wantedSince, time.GetTimestamp());
        _wanted = wanted;
        _activeFault = await BringAsync(wanted.Active, models.Active, _activeFault, models.Serve);
        if (wanted.Shadow is { } shadow)
            _shadowFault = await BringAsync(shadow, models.Shadow, _shadowFault, models.RunShadow);
        else
            EndShadow();
        _followedRevision = wanted.Revision;
    }

    /// <summary>
    /// Serves the first of <paramref name="candidates"/> that can be loaded, so that a process with a damaged model on
    /// its disk does what it can.
    /// </summary>
    /// <exception cref="ModelRefusedException">None of them can; the exception is that of the first.</exception>
    public async Task StartWithAnyAsync(IEnumerable<ModelReference> candidates)
    {
        ModelRefusedException? first = null;
        foreach (ModelReference candidate in candidates)
        {
            try
            {
                Serve(await catalog.LoadAsync(candidate), models.Serve);
                return;
            }
            catch (ModelRefusedException e)
            {
                LogNotLoaded(candidate.Version, e.Reason);
                first ??= e;
                // Said already, should it be tried again next.
                _activeFault ??= e.Reason;
            }
        }

        models.GiveUp();
        throw first ?? throw new InvalidOperationException("There is no version to start with.");
    }

    private async Task<string?> BringAsync(
        ModelReference wanted, ServedModel? running, string? knownFault, Action<PostureModel> serve)
    {
        if (running is not null && IsSame(running.Manifest, wanted))
            return null;
        try
        {
            Serve(await catalog.LoadAsync(wanted), serve);
            return null;
        }
        catch (ModelRefusedException e)
        {
            ModelMetrics.LoadFailed();
            // It is tried again and again; it is logged as often as it is news.
            if (e.Reason != knownFault)
                LogNotLoaded(wanted.Version, e.Reason);
            return e.Reason;
        }
    }

    private void EndShadow()
    {
        _shadowFault = null;
        if (models.Shadow is not null)
            models.RunShadow(null);
    }

    private void Serve(PostureModel model, Action<PostureModel> serve)
    {
        serve(model);
        LogServes(model.Manifest.Name, model.Manifest.Version, model.Manifest.Sha256);
    }

    private static bool IsSame(ModelManifest manifest, ModelReference wanted) =>
        manifest.Version == wanted.Version && (wanted.Sha256 is null || wanted.Sha256 == manifest.Sha256);

    private static ModelReference? Reference(ServedModel? model) =>
        model is null ? null : new ModelReference(model.Manifest.Version, model.Manifest.Sha256);

    [LoggerMessage(3001, LogLevel.Information, "Model {Name} {Version} is ready (SHA-256 {Sha256})")]
    private partial void LogServes(string name, string version, string sha256);

    [LoggerMessage(3014, LogLevel.Error, "Model {Version} is wanted and cannot serve: {Reason}")]
    private partial void LogNotLoaded(string version, string reason);
}
