using Posture.Grains.Interfaces.Health;
using Posture.Grains.Interfaces.Models;

namespace Posture.Frontend.Models;

/// <summary>The way to the registry of the model family that the cluster serves.</summary>
internal sealed class RegistryClient(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan RolloutLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RolloutInterval = TimeSpan.FromMilliseconds(50);

    public static IResult NoStorage { get; } = Problem(
        "The storage of the model registry cannot be read. Try again.", StatusCodes.Status503ServiceUnavailable);

    /// <summary>The registry, and the name of the model family.</summary>
    /// <exception cref="NoModelException">The silo serves no model, so nobody knows which family is meant.</exception>
    public async Task<(string Name, IModelRegistryGrain Registry)> FindAsync()
    {
        SiloReport silo = await grains.GetGrain<ISiloStatusGrain>(ISiloStatusGrain.Pool).Report();
        string name = silo.ModelName ?? throw new NoModelException();
        return (name, grains.GetGrain<IModelRegistryGrain>(name));
    }

    /// <summary>Makes a change, waits a while until every silo has followed, and says how it went.</summary>
    public async Task<IResult> ChangeAsync(Func<IModelRegistryGrain, Task<ModelChange>> change)
    {
        (_, IModelRegistryGrain registry) = await FindAsync();
        ModelChange answer = await change(registry);
        return answer.Wanted is { } wanted
            ? Results.Ok(ModelChangeView.Of(await RollOutAsync(registry, wanted)))
            : Problem(answer.Reason!, StatusOf(answer.Outcome));
    }

    private async Task<ModelRegistryStatus> RollOutAsync(IModelRegistryGrain registry, WantedModels wanted)
    {
        var status = new ModelRegistryStatus(wanted, []);
        long begun = time.GetTimestamp();
        using var timer = new PeriodicTimer(RolloutInterval, time);
        do
            status = await registry.Status() ?? status;
        while (!HaveFollowed(status, wanted) && time.GetElapsedTime(begun) < RolloutLimit && await timer.WaitForNextTickAsync());
        return status;
    }

    // A silo that could not follow has given its reason: there is nothing to wait for.
    private static bool HaveFollowed(ModelRegistryStatus status, WantedModels wanted) =>
        !status.Silos.IsEmpty && status.Silos.All(silo => silo.FollowedRevision >= wanted.Revision);

    private static int StatusOf(ModelChangeOutcome outcome) => outcome switch
    {
        ModelChangeOutcome.Unknown => StatusCodes.Status404NotFound,
        ModelChangeOutcome.Refused => StatusCodes.Status422UnprocessableEntity,
        ModelChangeOutcome.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private static IResult Problem(string detail, int status) => Results.Problem(detail, statusCode: status);
}

/// <summary>No model is loaded.</summary>
internal sealed class NoModelException() : Exception("No model is loaded.");
