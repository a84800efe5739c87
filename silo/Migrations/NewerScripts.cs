using System.Collections.Immutable;
using DbUp.Engine;

namespace Posture.Silo.Migrations;

/// <summary>
/// What a newer version did to a database. Scripts only add (docs/deployment.md), so a version that does not know them works
/// with the tables that it knows.
/// </summary>
internal static class NewerScripts
{
    /// <summary>Names of the scripts that were applied and that this version does not have; empty as a rule.</summary>
    public static ImmutableArray<string> Of(UpgradeEngine engine) =>
        [.. engine.GetExecutedScripts().Except(engine.GetDiscoveredScripts().Select(script => script.Name)).Order(StringComparer.Ordinal)];
}
