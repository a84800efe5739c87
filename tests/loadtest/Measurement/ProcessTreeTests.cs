using System.Diagnostics;
using Posture.LoadTest.Measurement;

namespace Posture.LoadTest.Tests.Measurement;

public sealed class ProcessTreeTests
{
    [Fact]
    public async Task A_process_comes_with_those_that_it_started_and_what_they_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc.");
        var start = new ProcessStartInfo("sh", ["-c", "sh -c 'cat; :'; :"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process outer = Process.Start(start)!;
        // What comes back through the innermost process was read by it: all three run.
        await outer.StandardInput.WriteLineAsync("here");
        await outer.StandardInput.FlushAsync();
        Assert.Equal("here", await outer.StandardOutput.ReadLineAsync());

        IReadOnlyList<int> tree = ProcessTree.Of(outer.Id);

        outer.StandardInput.Close();
        await outer.WaitForExitAsync();
        Assert.Equal(outer.Id, tree[0]);
        Assert.Equal(3, tree.Count);
    }
}
