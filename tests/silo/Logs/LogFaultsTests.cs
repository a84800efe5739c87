using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Posture.Silo.Logs;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Parsing;

namespace Posture.Silo.Tests.Logs;

/// <summary>Two files on one disk; what is told of them goes into the second.</summary>
public sealed class LogFaultsTests : IDisposable, ILogger
{
    private const int Unwritten = 8001, WrittenAgain = 8002;

    private readonly string _parent = Directory.CreateTempSubdirectory("posture-logs-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly LogFaults _faults = new();
    private readonly List<int> _told = [];
    private readonly AppendedFile _access;
    private readonly AppendedFile _error;

    public LogFaultsTests()
    {
        (_access, _error) = (Open("access.log"), Open("error.log"));
        _faults.TellTo(this);
    }

    private string Folder => Path.Combine(_parent, "logs");

    [Fact]
    public void Every_outage_is_told_of_and_its_end_also_when_what_tells_of_it_fell_into_it()
    {
        for (int outage = 1; outage <= 3; outage++)
        {
            _told.Clear();
            File.WriteAllText(Folder, "A file where the folder should be.");
            Emit(_access);
            Emit(_access);
            Assert.Equal([Unwritten], _told);

            File.Delete(Folder);
            _time.Advance(TimeSpan.FromSeconds(2));
            Emit(_access);
            Assert.Equal([Unwritten, WrittenAgain], _told);

            Directory.Delete(Folder, recursive: true);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _told.Add(eventId.Id);
        Emit(_error);
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    public void Dispose()
    {
        _access.Dispose();
        _error.Dispose();
        Directory.Delete(_parent, recursive: true);
    }

    private AppendedFile Open(string name) =>
        new(Path.Combine(Folder, name), new MessageTemplateTextFormatter("{Message}\n"), 1_000, _time, _faults.Changed);

    private static void Emit(AppendedFile file) =>
        file.Emit(new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, new MessageTemplateParser().Parse("line"), []));
}
