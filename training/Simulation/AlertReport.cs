using System.Collections.Immutable;
using Posture.Grains.Interfaces.Alerts;

namespace Posture.Training.Simulation;

/// <summary>What simulated wearers were told, with all that it takes to run them again.</summary>
/// <param name="ModelVersion">The model that answered.</param>
/// <param name="Simulation">Wearers, hours and seed.</param>
/// <param name="Settings">When an alert is asked for.</param>
/// <param name="Runs">One entry a sampling rate.</param>
internal sealed record AlertReport(
    string ModelVersion, AlertSimulation Simulation, AlertSettings Settings, ImmutableArray<AlertRun> Runs);
