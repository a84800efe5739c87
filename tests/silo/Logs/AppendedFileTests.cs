using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Posture.Silo.Logs;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Parsing;

namespace Posture.Silo.Tests.Logs;

/// <summary>A file that others have their hands in.</summary>
public sealed class AppendedFileTests : IDisposable
{
    private const int MaxBytes = 1_000;

    private static readonly ITextFormatter Formatter = new MessageTemplateTextFormatter("{Message}\n");

    private readonly string _folder = Directory.CreateTempSubdirectory("posture-logs-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<string?> _changes = [];
    private readonly AppendedFile _file;

    public AppendedFileTests() => _file = Open();

    private string FilePath => Path.Combine(_folder, "sub", "a.log");

    [Fact]
    public void A_file_that_is_emptied_goes_on_at_its_beginning_without_a_hole()
    {
        Write(_file, "one", "two");
        using (var other = new FileStream(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            other.SetLength(0);
        Write(_file, "three");

        Assert.Equal("three\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public async Task Lines_of_two_writers_stay_whole_and_none_is_written_over()
    {
        using AppendedFile other = Open(long.MaxValue);
        using AppendedFile another = Open(long.MaxValue);
        string[] lines = [.. Enumerable.Range(0, 2_000).Select(n => $"{n:0000} {new string('x', n % 97)}")];

        await Task.WhenAll(Task.Run(() => Write(other, lines)), Task.Run(() => Write(another, lines)));

        Assert.Equal([.. lines.Concat(lines).Order()], File.ReadLines(FilePath).Order());
    }

    [Fact]
    public void A_file_that_was_deleted_is_made_again()
    {
        Write(_file, "one");
        File.Delete(FilePath);
        _time.Advance(TimeSpan.FromSeconds(1));
        Write(_file, "two");

        Assert.Equal("two\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void At_its_bound_a_file_is_moved_aside_and_every_writer_follows()
    {
        using AppendedFile other = Open();
        Write(other, "before");
        Write(_file, [.. Enumerable.Repeat(new string('x', 99), 10)]);
        Write(_file, "mine");
        Write(other, "other's");

        Assert.Equal("mine\nother's\n", File.ReadAllText(FilePath));
        Assert.StartsWith("before\n", File.ReadAllText(FilePath + ".old"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_of_once_and_tried_again()
    {
        string folder = Path.GetDirectoryName(FilePath)!;
        File.WriteAllText(folder, "A file where the folder should be.");
        Write(_file, "lost", "lost too");
        File.Delete(folder);
        Write(_file, "too soon");
        _time.Advance(TimeSpan.FromSeconds(2));
        Write(_file, "kept");

        Assert.Equal("kept\n", File.ReadAllText(FilePath));
        Assert.Equal(2, _changes.Count);
        Assert.NotNull(_changes.First());
        Assert.Null(_changes.Last());
    }

    [Fact]
    public async Task Writers_that_move_one_file_aside_at_once_lose_no_line_to_it_and_keep_what_was_moved()
    {
        string[] lines = [.. Enumerable.Range(0, 10_000).Select(n => $"{n:0000000} {new string('x', 91)}")];
        AppendedFile[] writers = [.. Enumerable.Range(0, 3).Select(_ => Open())];

        await Task.WhenAll(writers.Select(writer => Task.Run(() => Write(writer, lines))));
        foreach (AppendedFile writer in writers)
            writer.Dispose();

        Assert.Empty(_changes);
        Assert.InRange(new FileInfo(FilePath + ".old").Length, MaxBytes, long.MaxValue);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "\n")]
    public void A_file_is_known_to_be_well_again_though_no_line_comes(bool isFull, string expected)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is not there.");
        string folder = Path.GetDirectoryName(FilePath)!;
        if (isFull)
            Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(isFull ? FilePath : folder, "/dev/full");
        Write(_file, "lost");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(_changes);

        File.Delete(isFull ? FilePath : folder);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, _changes.Count);
        Assert.Null(_changes.Last());
        Assert.Equal(expected, File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_full_disk_is_told_of_and_the_next_line_begins_on_a_line_of_its_own()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is not there.");
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.CreateSymbolicLink(FilePath, "/dev/full");
        Write(_file, "lost");
        File.Delete(FilePath);
        _time.Advance(TimeSpan.FromSeconds(2));
        Write(_file, "kept");

        Assert.Equal(2, _changes.Count);
        Assert.Equal("\nkept\n", File.ReadAllText(FilePath));
    }

    public void Dispose()
    {
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private AppendedFile Open(long maxBytes = MaxBytes) =>
        new(FilePath, Formatter, maxBytes, _time, (_, fault) => _changes.Enqueue(fault?.Message));

    private static void Write(AppendedFile file, params string[] lines)
    {
        foreach (string line in lines)
        {
            file.Emit(new LogEvent(
                DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, new MessageTemplateParser().Parse(line), []));
        }
    }
}
