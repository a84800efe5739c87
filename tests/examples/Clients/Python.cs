namespace Posture.Examples.Tests.Clients;

/// <summary>A Python 3.11 or later that has the library websockets.</summary>
internal static class Python
{
    private const string Check = "import sys, websockets; assert sys.version_info >= (3, 11)";

    // Debian's own knows Debian's packages; the one in the path may be another.
    private static readonly string[] Candidates = ["python3", "/usr/bin/python3"];

    private static readonly Lazy<Task<string?>> Found = new(FindAsync);

    public static string Folder => Repository.PathOf("examples/python");

    /// <summary>Its path; skips the test where there is none.</summary>
    public static async Task<string> RequireAsync()
    {
        string? python = await Found.Value;
        Assert.SkipWhen(python is null, "No python3 from 3.11 on with websockets: apt-get install python3-websockets");
        return python;
    }

    private static async Task<string?> FindAsync()
    {
        foreach (string candidate in Candidates)
        {
            if (await Command.TryRunAsync(candidate, "-c", Check) is (0, _))
                return candidate;
        }

        return null;
    }
}
