using Posture.Silo.Logs;

namespace Posture.Silo.Tests.Logs;

public sealed class LogDirectoryTests : IDisposable
{
    private readonly string _wellKnown = Directory.CreateTempSubdirectory("posture-logs-").FullName;

    [Fact]
    public void What_is_configured_counts() =>
        Assert.Equal(Path.GetFullPath("elsewhere"), LogDirectory.Choose("elsewhere", _wellKnown));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Else_the_folder_that_operators_know_if_it_is_there(string? configured)
    {
        Assert.Equal(_wellKnown, LogDirectory.Choose(configured, _wellKnown));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_wellKnown));
    }

    [Fact]
    public void Else_a_folder_of_our_own() =>
        Assert.Equal(Path.GetFullPath("logs"), LogDirectory.Choose(null, Path.Combine(_wellKnown, "missing")));

    public void Dispose() => Directory.Delete(_wellKnown, recursive: true);
}
