using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Models;

namespace Posture.Grains.Models;

/// <summary>
/// Keeps this silo on the models that the registry wants: renews every few seconds, and at once when told of a change. To
/// be started behind the silo, whose first frames wait for the first model, and before anything that takes requests.
/// </summary>
internal sealed partial class ModelFollower(
    IGrainFactory grains,
    ILocalSiloDetails silo,
    ModelSwitch models,
    IOptions<ModelOptions> options,
    TimeProvider time,
    ILogger<ModelFollower> logger) : BackgroundService, IModelObserver
{
    /// <summary>Longest time between two looks at the registry.</summary>
    public static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly string _silo = silo.SiloAddress.ToString();
    private volatile string? _registryFault;

    /// <summary>Why it is not known which models are wanted, or null.</summary>
    public string? RegistryFault => _registryFault;

    private IModelRegistryGrain Registry => grains.GetGrain<IModelRegistryGrain>(options.Value.Name);

    private IModelObserver Self => field ??= grains.CreateObjectReference<IModelObserver>(this);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        ModelReference configured = new(options.Value.Version, null);
        if (await TryRenewAsync(cancellationToken) is { } wanted)
        {
            if (wanted.Active.Version != configured.Version)
                LogSettingIsOld(wanted.Active.Version, configured.Version);
            await models.StartWithAnyAsync(
                new[] { wanted.Active, wanted.Previous, configured }.OfType<ModelReference>().DistinctBy(model => model.Version));
            await models.FollowAsync(wanted);
        }
        else
        {
            LogConfiguredInstead(configured.Version);
            await models.StartWithAnyAsync([configured]);
        }

        await base.StartAsync(cancellationToken);
    }

    public Task Changed()
    {
        _news.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Registry.Leave(_silo).WaitAsync(RenewalInterval, time, cancellationToken);
        }
        catch (Exception e)
        {
            // The registry forgets a silo that is silent, so this is a courtesy.
            LogNotLeft(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long followed = -1;
        while (!stoppingToken.IsCancellationRequested)
        {
            WantedModels? wanted = await TryRenewAsync(stoppingToken);
            if (wanted is not null)
                await models.FollowAsync(wanted);
            // What has just changed is reported at once: somebody waits for it.
            if (wanted is null || wanted.Revision == followed)
                await WaitForNewsAsync(stoppingToken);
            followed = wanted?.Revision ?? followed;
        }
    }

    private async Task<WantedModels?> TryRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            WantedModels? wanted = await Registry.Renew(models.Report(_silo), Self)
                .WaitAsync(AnswerLimit, time, cancellationToken);
            NoteRegistry(wanted is null ? "the grain storage cannot be read" : null, null);
            return wanted;
        }
        catch (Exception e)
        {
            if (!cancellationToken.IsCancellationRequested)
                NoteRegistry(e.Message, e);
            return null;
        }
    }

    private void NoteRegistry(string? fault, Exception? exception)
    {
        if (fault is not null)
            ModelMetrics.RegistryUnknown();
        if (fault is not null && _registryFault is null)
            LogRegistryUnknown(fault, exception);
        _registryFault = fault;
    }

    private async Task WaitForNewsAsync(CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(RenewalInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
        try
        {
            await _news.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // No news: the caller looks all the same, or ends.
        }
    }

    [LoggerMessage(3015, LogLevel.Warning, "Model {Active} is the activated one and serves; Posture__Model__Version = {Configured} counted until the first activation only")]
    private partial void LogSettingIsOld(string active, string configured);

    [LoggerMessage(3016, LogLevel.Warning, "Which model is wanted is not known: {Fault}; this silo goes on with what it has")]
    private partial void LogRegistryUnknown(string fault, Exception? exception);

    [LoggerMessage(3017, LogLevel.Warning, "The registry did not answer at start: the configured model {Version} serves until it does")]
    private partial void LogConfiguredInstead(string version);

    [LoggerMessage(3018, LogLevel.Debug, "The registry was not told that this silo leaves")]
    private partial void LogNotLeft(Exception exception);
}
