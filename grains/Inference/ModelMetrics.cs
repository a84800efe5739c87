using System.Collections.Concurrent;
using Prometheus;

namespace Posture.Grains.Inference;

/// <summary>Which models run, and how changes went.</summary>
internal static class ModelMetrics
{
    public const string ActiveRole = "active";
    public const string ShadowRole = "shadow";

    private static readonly Gauge Info = Metrics.CreateGauge(
        "posture_model_info", "1 for each version that this process runs.", "role", "version");

    private static readonly Counter Swaps = Metrics.CreateCounter(
        "posture_model_swaps_total", "Times that this process began to serve a version, its first one included.");

    private static readonly Counter Refusals = Metrics.CreateCounter(
        "posture_model_refusals_total", "Activations, rollbacks and shadows that were refused because of the model.");

    private static readonly Counter LoadFaults = Metrics.CreateCounter(
        "posture_model_load_faults_total", "Attempts of this process to load a wanted version that failed; they are repeated.");

    private static readonly Counter RegistryFaults = Metrics.CreateCounter(
        "posture_model_registry_faults_total", "Times that this process could not learn which version is wanted.");

    // The series of a version that has left would stay for ever.
    private static readonly ConcurrentDictionary<string, Gauge.Child> Current = new();

    public static void Serves(string role, string? version)
    {
        if (Current.TryRemove(role, out Gauge.Child? old))
            old.Remove();
        if (version is null)
            return;
        Gauge.Child current = Info.WithLabels(role, version);
        current.Set(1);
        Current[role] = current;
        if (role == ActiveRole)
            Swaps.Inc();
    }

    public static void Refused() => Refusals.Inc();

    public static void LoadFailed() => LoadFaults.Inc();

    public static void RegistryUnknown() => RegistryFaults.Inc();
}
