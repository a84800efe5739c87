using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Posture.Grains.Alerts;
using Posture.Grains.Feedback;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Models;
using Posture.Grains.Placement;
using Posture.Grains.PredictionLog;
using Posture.Grains.Predictions;
using Posture.Grains.Tests.PredictionLog;
using Posture.Grains.Tests.Support;
using Posture.Grains.Users;

namespace Posture.Grains.Tests.Users;

/// <summary>A silo with users: the shipped model, a real spool that nobody empties, a grain storage in memory.</summary>
public sealed class UserCluster : IAsyncLifetime
{
    private const string InnerStorage = "inner";

    private readonly ConcurrentBag<SpoolFolder> _folders = [];
    private readonly SpoolFolder _folder = new();
    private int _siloFolders;
    private InProcessTestCluster _cluster = null!;
    private IFrontendObserver _frontend = null!;

    internal FrontendSpy Frontend { get; } = new();

    internal AlertChannelSpy Channel { get; } = new();

    internal bool HasModel { get; init; } = true;

    internal short SiloCount { get; init; } = 1;

    internal PredictionLogOptions SpoolOptions => _folder.Options;

    internal PredictionSpool Spool => Service<PredictionSpool>();

    internal FlakyStorage Storage => (FlakyStorage)_cluster.Silos[0].ServiceProvider
        .GetRequiredKeyedService<IGrainStorage>(GrainStorage.Name);

    private long _connectedAt;

    public async ValueTask InitializeAsync()
    {
        _folder.Options.SegmentBytes = 1 << 20;
        var builder = new InProcessTestClusterBuilder(SiloCount);
        builder.ConfigureSilo((_, silo) => Configure(silo));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        _frontend = _cluster.Client.CreateObjectReference<IFrontendObserver>(Frontend);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        foreach (SpoolFolder folder in _folders)
            folder.Dispose();
    }

    internal IUserGrain User(string id) => _cluster.Client.GetGrain<IUserGrain>(id);

    internal IUserStreamGrain Stream(string id) => _cluster.Client.GetGrain<IUserStreamGrain>(id);

    internal IUserCalibrationGrain Calibration(string id) => _cluster.Client.GetGrain<IUserCalibrationGrain>(id);

    internal IUserAlertsGrain Alerts(string id) => _cluster.Client.GetGrain<IUserAlertsGrain>(id);

    internal DeviceConnection Connection(bool isAnonymous = false) =>
        new(Guid.NewGuid(), _frontend, "127.0.0.1", "테스트/1.0", Interlocked.Increment(ref _connectedAt), isAnonymous);

    /// <summary>Has a user's grain go to the silo where it is not.</summary>
    internal async Task MoveAsync(IUserGrain user)
    {
        IManagementGrain management = _cluster.Client.GetGrain<IManagementGrain>(0);
        SiloAddress? before = await management.GetActivationAddress(user);
        SiloAddress other = _cluster.Silos.Select(silo => silo.SiloAddress).First(silo => !silo.Equals(before));
        await _cluster.MigrateAsync(user, other);
        await Eventually.HoldsAsync(async () => other.Equals(await management.GetActivationAddress(user)));
    }

    internal Task DeactivateAsync(IUserGrain user) => _cluster.DeactivateAsync(user);

    /// <summary>What is spooled of one user.</summary>
    internal IEnumerable<PredictionRecord> Spooled(string user) =>
        [.. Spool.Peek(int.MaxValue).Records.Where(record => record.UserId == user)];

    internal static string NewId() => $"user-{Guid.NewGuid():N}";

    /// <summary>The <paramref name="sequence"/>-th frame of a stream, one a second, slowly bending forward.</summary>
    internal static StampedFrame Frame(int sequence, long stream = 1) => new(
        new PitchFrame(15_420 + sequence * 1000, -5 - 1.5 * sequence), 1_700_000_000_000_000 + sequence, stream, sequence);

    internal static StampedFrame[] Frames(int count) => [.. Enumerable.Range(0, count).Select(i => Frame(i))];

    private T Service<T>()
        where T : notnull => _cluster.Silos[0].ServiceProvider.GetRequiredService<T>();

    private void Configure(ISiloBuilder silo)
    {
        SpoolFolder folder = NewFolder();
        silo.AddMemoryGrainStorage(InnerStorage).AddDiskErasure().AddUserPlacement(PlacementRule.Spread);
        silo.Services
            .AddKeyedSingleton<IGrainStorage>(
                GrainStorage.Name,
                (services, _) => new FlakyStorage(services.GetRequiredKeyedService<IGrainStorage>(InnerStorage)))
            .AddSingleton(_ => folder.Open())
            .AddSingleton(services => ActivatorUtilities.CreateInstance<SpoolFlush>(services, new SpoolDirectory(folder.Path)))
            .AddSingleton<IErasure, NothingStored>()
            .AddSingleton<IAlertChannel>(Channel)
            .AddSingleton<IFeedbackStore, NoFeedback>();
        silo.Services.AddInference().AddPredictions();
        if (HasModel)
            silo.Services.AddModelRegistry();
        else
            silo.Services.AddSingleton(_ => WithoutModel());
    }

    // The first silo's is the one that tests look into. Silos are configured at once.
    private SpoolFolder NewFolder()
    {
        SpoolFolder folder = Interlocked.Increment(ref _siloFolders) == 1 ? _folder : new SpoolFolder();
        _folders.Add(folder);
        return folder;
    }

    private static ModelHost WithoutModel()
    {
        var models = new ModelHost();
        models.GiveUp();
        return models;
    }
}
