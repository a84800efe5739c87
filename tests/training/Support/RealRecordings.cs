namespace Posture.Training.Tests.Support;

/// <summary>
/// The recordings that the shipped model was made from. They are not part of the repository: they are looked for where
/// <c>POSTURE_RECORDINGS</c> points, else in <c>shared/data/recordings</c> beside the repository.
/// </summary>
internal static class RealRecordings
{
    /// <summary>Their folder; skips the test where they are absent.</summary>
    public static string Require()
    {
        string? folder = Environment.GetEnvironmentVariable("POSTURE_RECORDINGS") ?? BesideRepository();
        Assert.SkipUnless(
            Directory.Exists(folder),
            "The recordings are not here; set POSTURE_RECORDINGS to their folder to run this test.");
        return folder!;
    }

    private static string? BesideRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Posture.sln")))
            folder = folder.Parent;
        return folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data", "recordings") : null;
    }
}
