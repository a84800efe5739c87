using Microsoft.Extensions.Configuration;
using Posture.Silo.Hosting;

namespace Posture.Silo.Tests.Hosting;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("posture-data-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_folder_is_made_and_left_empty()
    {
        DataDirectory data = Open(Path.Combine(_root, "a", "b"));

        Assert.Equal(Path.Combine(_root, "a", "b"), data.FullPath);
        Assert.Equal(Path.Combine(_root, "a", "b", "spool"), data.PathOf("spool"));
        Assert.Empty(Directory.GetFileSystemEntries(data.FullPath));
    }

    [Fact]
    public void A_path_that_is_a_file_is_refused_by_name()
    {
        string file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");

        Assert.Contains(file, Assert.Throws<DataDirectoryException>(() => { Open(file); }).Message, StringComparison.Ordinal);
    }

    private static DataDirectory Open(string path) => DataDirectory.Open(new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create(DataDirectory.Key, (string?)path)])
        .Build());
}
