using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Posture.Silo.Logs;

/// <summary>
/// <c>2026-11-23T09:00:01.234+09:00 WARN Waiting for Redis, 118 s more at the most [NeededServers 6011]</c>: a line an
/// event, local time. The lines of an exception follow, indented, so that none of them can pass for an event.
/// </summary>
internal sealed class EventFormatter : ITextFormatter
{
    private readonly MessageTemplateTextFormatter _message = new("{Message:lj}", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz ", CultureInfo.InvariantCulture));
        output.Write(LevelWord(logEvent.Level));
        output.Write(' ');
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        _message.Format(logEvent, message);
        output.WriteOneLine(message.ToString());
        output.Write($" [{SourceOf(logEvent)}]\n");
        if (logEvent.Exception is { } exception)
            WriteIndented(exception.ToString(), output);
    }

    // Whole words: operators look for "error".
    private static string LevelWord(LogEventLevel level) => level switch
    {
        LogEventLevel.Error or LogEventLevel.Fatal => "ERROR",
        LogEventLevel.Warning => "WARN",
        LogEventLevel.Information => "INFO",
        _ => "DEBUG",
    };

    private static string SourceOf(LogEvent logEvent)
    {
        string category = LogRoutes.CategoryOf(logEvent);
        string name = category[(category.LastIndexOf('.') + 1)..];
        return EventId(logEvent) is { } id ? $"{name} {id}" : name;
    }

    private static object? EventId(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault("EventId") is StructureValue { Properties: var parts }
            ? (parts.FirstOrDefault(part => part.Name == "Id")?.Value as ScalarValue)?.Value
            : null;

    private static void WriteIndented(string text, TextWriter output)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            output.Write("    ");
            output.WriteOneLine(line);
            output.Write('\n');
        }
    }
}
