using System.Globalization;

namespace Posture.LoadTest.Measurement;

/// <summary>A process with those that it started, as /proc knows them (proc_pid_stat(5)).</summary>
internal static class ProcessTree
{
    private const string ProcessesFolder = "/proc";

    /// <returns>The process itself first; it alone where there is no /proc.</returns>
    public static IReadOnlyList<int> Of(int processId)
    {
        if (!Directory.Exists(ProcessesFolder))
            return [processId];
        ILookup<int, int> children = Parents().ToLookup(process => process.Parent, process => process.Id);
        var tree = new List<int> { processId };
        for (int i = 0; i < tree.Count; i++)
            tree.AddRange(children[tree[i]]);
        return tree;
    }

    private static IEnumerable<(int Id, int Parent)> Parents()
    {
        foreach (string folder in Directory.EnumerateDirectories(ProcessesFolder))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) && ParentOf(folder) is { } parent)
                yield return (id, parent);
        }
    }

    // "id (name) state parent …", where the name may hold anything, parentheses too.
    private static int? ParentOf(string folder)
    {
        try
        {
            string status = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] behindName = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(behindName[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }
}
