namespace Posture.Silo.Memory;

internal static class MemorySetup
{
    /// <summary>Adds what gives memory back once load has gone.</summary>
    public static IServiceCollection AddIdleCollection(this IServiceCollection services) => services
        .AddSingleton<IManagedHeap, ManagedHeap>()
        .AddHostedService<IdleCollection>();
}
