using Serilog.Core;
using Serilog.Events;

namespace Posture.Silo.Logs;

/// <summary>Which event belongs into which file.</summary>
internal static class LogRoutes
{
    /// <summary>Category of access lines.</summary>
    public const string Access = "Posture.Access";

    private const string AuthenticationFailed = "authentication failed";

    public static bool IsAccess(LogEvent logEvent) => CategoryOf(logEvent) == Access;

    /// <summary>What the web server and the sockets say; the rest is the classifier's.</summary>
    public static bool IsWeb(LogEvent logEvent) =>
        CategoryOf(logEvent) is var category
        && (category.StartsWith("Posture.Frontend.", StringComparison.Ordinal)
            || category.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal));

    /// <summary>What somebody should look at in the morning.</summary>
    public static bool IsForErrorLog(LogEvent logEvent) =>
        logEvent.Level >= LogEventLevel.Error
        || logEvent.MessageTemplate.Text.StartsWith(AuthenticationFailed, StringComparison.Ordinal);

    /// <summary>The logger's category, or nothing.</summary>
    public static string CategoryOf(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault(Constants.SourceContextPropertyName) is ScalarValue { Value: string category }
            ? category : "";
}
