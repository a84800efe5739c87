using Serilog.Events;
using Serilog.Formatting;

namespace Posture.Silo.Logs;

/// <summary>Writes the access line as it was put together.</summary>
internal sealed class AccessFormatter : ITextFormatter
{
    private const string Line = "Line";

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        if (logEvent.Properties.GetValueOrDefault(Line) is ScalarValue { Value: string line })
            output.WriteOneLine(line);
        output.Write('\n');
    }
}
