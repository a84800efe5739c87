using Microsoft.Extensions.Logging;
using Posture.Silo.Logs;
using Serilog.Extensions.Logging;

namespace Posture.Silo.Tests.Logs;

/// <summary>Which line ends up where, and how it looks.</summary>
public sealed partial class LogFilesTests : IDisposable
{
    private const string Time = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d ";

    private readonly string _folder = Directory.CreateTempSubdirectory("posture-logs-").FullName;

    [Fact]
    public void Every_file_is_there_from_the_start()
    {
        Write(_ => { });

        Assert.All(LogFiles.Names, name => Assert.Empty(Read(name)));
    }

    [Fact]
    public void Grains_and_sockets_have_a_file_each()
    {
        Write(loggers =>
        {
            LogEvents.Ready(loggers.CreateLogger("Posture.Grains.Models.ModelSwitch"), "2.1.0");
            LogEvents.Ready(loggers.CreateLogger("Posture.Frontend.Hosting.StartBanner"), "0.1.0");
        });

        Assert.Matches(Time + @"INFO 2\.1\.0 is ready \[ModelSwitch 1\]$", Assert.Single(Read("posture_classifier.log")));
        Assert.Matches(Time + @"INFO 0\.1\.0 is ready \[StartBanner 1\]$", Assert.Single(Read("websocket_server.log")));
        Assert.Empty(Read("error.log"));
    }

    [Fact]
    public void An_error_is_in_the_error_log_too_and_says_so()
    {
        Write(loggers => LogEvents.Broken(loggers.CreateLogger("Posture.Grains.X"), new IOException("a\nb")));

        string[] lines = Read("error.log");
        Assert.Equal(lines, Read("posture_classifier.log"));
        Assert.Matches(Time + @"ERROR It is broken \[X 2\]$", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
        Assert.Contains("System.IO.IOException: a", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_authentication_is_in_the_error_log_though_it_is_only_a_warning()
    {
        Write(loggers => LogEvents.Refused(loggers.CreateLogger("Posture.Frontend.Access.AccessRules"), "203.0.113.7", "unknown_token"));

        Assert.Equal(Read("websocket_server.log"), Read("error.log"));
        Assert.Contains("WARN authentication failed ip:203.0.113.7 reason:unknown_token", Assert.Single(Read("error.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_client_sent_cannot_begin_a_line()
    {
        string forged = "x\n2026-11-23T00:00:00.000+00:00 INFO forged\r\u2028\u0085\u001b[2J";
        Write(loggers => LogEvents.Ready(loggers.CreateLogger("Posture.Frontend.X"), forged));

        string line = Assert.Single(Read("websocket_server.log"));
        Assert.DoesNotContain(line, char.IsControl);
        Assert.Contains(@"x\u000a2026", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Access_lines_have_a_file_to_themselves_and_nothing_around_them()
    {
        Write(loggers => LogEvents.Access(loggers.CreateLogger("Posture.Access"), "127.0.0.1 - - [t] \"GET / HTTP/1.1\" 200 1.0 -"));

        Assert.Equal("127.0.0.1 - - [t] \"GET / HTTP/1.1\" 200 1.0 -", Assert.Single(Read("access.log")));
        Assert.Empty(Read("websocket_server.log"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(Action<ILoggerFactory> log)
    {
        var files = new LogFiles(_folder, new LogOptions(), TimeProvider.System, new LogFaults());
        using var loggers = new SerilogLoggerFactory(files.Logger, dispose: true);
        log(loggers);
    }

    private string[] Read(string name) => File.ReadAllLines(Path.Combine(_folder, name));

    private static partial class LogEvents
    {
        [LoggerMessage(1, LogLevel.Information, "{Version} is ready")]
        public static partial void Ready(ILogger logger, string version);

        [LoggerMessage(2, LogLevel.Error, "It is broken")]
        public static partial void Broken(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "authentication failed ip:{Ip} reason:{Reason}")]
        public static partial void Refused(ILogger logger, string ip, string reason);

        [LoggerMessage(4, LogLevel.Information, "{Line}")]
        public static partial void Access(ILogger logger, string line);
    }
}
