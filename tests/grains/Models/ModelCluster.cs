using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Models;
using Posture.Grains.Models;
using Posture.Grains.Tests.Support;
using Posture.Grains.Tests.Users;
using Posture.Grains.Users;

namespace Posture.Grains.Tests.Models;

/// <summary>Two silos, each with a models folder of its own, over one grain storage that can be told to fail.</summary>
public sealed class ModelCluster : IAsyncLifetime
{
    private const string InnerStorage = "inner";
    private const string Family = "posture";

    private InProcessTestCluster _cluster = null!;

    /// <summary>The folders, in the order of the silos.</summary>
    internal List<ModelFamily> Families { get; } = [];

    /// <summary>What reading the registry's record fails with from the start, or null.</summary>
    internal Exception? FirstReadFault { get; init; }

    /// <summary>What each silo says of the registry.</summary>
    internal string?[] RegistryFaults =>
        [.. _cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<ModelFollower>().RegistryFault)];

    internal IModelRegistryGrain Registry => _cluster.Client.GetGrain<IModelRegistryGrain>(Family);

    /// <summary>What answers on each silo.</summary>
    internal string?[] Serving => [.. Hosts.Select(host => host.Active?.Manifest.Version)];

    internal string?[] Shadows => [.. Hosts.Select(host => host.Shadow?.Manifest.Version)];

    private IEnumerable<ModelHost> Hosts => _cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<ModelHost>());

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.ConfigureSilo((_, silo) => Configure(silo, AddFamily()));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        await Eventually.HoldsAsync(() => Serving.All(version => version == "2.0.0"));
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        foreach (ModelFamily family in Families)
            family.Dispose();
    }

    /// <summary>The registry as another silo would find it after the one that had it is gone.</summary>
    internal Task ForgetRegistryAsync() => _cluster.DeactivateAsync(Registry);

    internal void FailReads(Exception? fault) => Fail(storage => storage.ReadFaults, fault);

    internal void FailWrites(Exception? fault) => Fail(storage => storage.WriteFaults, fault);

    internal async Task<SiloModels[]> WaitForSilosAsync(Func<SiloModels[], bool> condition)
    {
        SiloModels[] silos = [];
        await Eventually.HoldsAsync(async () => condition(silos = [.. (await Registry.Status())!.Silos]));
        return silos;
    }

    internal ValueTask<Prediction?> ClassifyAsync(FeatureVector features) =>
        _cluster.Client.GetGrain<IInferenceGrain>(IInferenceGrain.Pool).Classify(features, null);

    private void Fail(
        Func<FlakyStorage, ConcurrentDictionary<string, Exception>> faults, Exception? fault)
    {
        foreach (InProcessSiloHandle silo in _cluster.Silos)
        {
            var storage = (FlakyStorage)silo.ServiceProvider.GetRequiredKeyedService<IGrainStorage>(GrainStorage.Name);
            if (fault is null)
                faults(storage).TryRemove(Family, out _);
            else
                faults(storage)[Family] = fault;
        }
    }

    private ModelFamily AddFamily()
    {
        ModelFamily family = ModelFamily.OfShipped("1.0.0", "2.0.0");
        lock (Families)
            Families.Add(family);
        return family;
    }

    private void Configure(ISiloBuilder silo, ModelFamily family)
    {
        silo.AddMemoryGrainStorage(InnerStorage);
        silo.Services
            .AddKeyedSingleton<IGrainStorage>(
                GrainStorage.Name,
                (services, _) => NewStorage(services.GetRequiredKeyedService<IGrainStorage>(InnerStorage)))
            .AddInference()
            .AddModelRegistry()
            .PostConfigure<ModelOptions>(options => (options.Directory, options.Version) = (family.Folder, "2.0.0"));
    }

    private FlakyStorage NewStorage(IGrainStorage inner)
    {
        var storage = new FlakyStorage(inner);
        if (FirstReadFault is not null)
            storage.ReadFaults[Family] = FirstReadFault;
        return storage;
    }
}
