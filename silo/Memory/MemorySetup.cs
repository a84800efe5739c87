namespace Posture.Silo.Memory;

internal static class MemorySetup
{
    /// <summary>Adds the collections that the runtime would do too late: of many newcomers, and once load has gone.</summary>
    public static IServiceCollection AddCollections(this IServiceCollection services) => services
        .AddSingleton<IManagedHeap, ManagedHeap>()
        .AddSingleton<NewcomerCollection>()
        .AddHostedService<IdleCollection>();
}
