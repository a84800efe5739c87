namespace Posture.Ops.Tests.Guide;

/// <summary>What guide and coverage name before it is in the tree. To be emptied, and deleted, when it is.</summary>
internal static class AwaitedProofs
{
    public static readonly string[] Files =
        ["tests/grains/Reports/DailyComputationTests.cs", "tests/grains/Reports/WeeklyComputationTests.cs"];

    /// <summary>What commands ask for that cannot be asked for yet.</summary>
    public const string Route = "/api/reports/";

    /// <summary>Whether the tree, by its root folder, has it by now.</summary>
    public static bool AreHere(string root) => Files.All(file => File.Exists(Path.Combine(root, file)));
}
