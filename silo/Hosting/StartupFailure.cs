using System.Data.Common;
using Microsoft.Extensions.Options;
using Npgsql;
using Posture.Grains.Inference;
using Posture.Grains.PredictionLog;

namespace Posture.Silo.Hosting;

/// <summary>Turns what can go wrong at start into a sentence that says what to change.</summary>
internal static class StartupFailure
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";
    private const string OtherDataDirectory = "Posture__DataDirectory chooses another data folder.";

    /// <summary>The explanation, or null for a fault that nobody foresaw.</summary>
    public static string? Explain(Exception exception) => WrongOptions(exception) is { Length: > 0 } failures
        ? "The configuration is not valid:\n" + string.Join('\n', failures.Select(failure => "  " + failure))
        : Causes(exception).Select(ExplainCause).FirstOrDefault(explanation => explanation is not null);

    // Each class of options fails on its own; an operator wants all of it in one list.
    private static string[] WrongOptions(Exception exception) =>
    [
        .. (exception is AggregateException aggregate ? aggregate.InnerExceptions : Causes(exception))
            .OfType<OptionsValidationException>()
            .SelectMany(fault => fault.Failures),
    ];

    private static string? ExplainCause(Exception cause) => cause switch
    {
        ModelRefusedException =>
            $"{cause.Message}\nPosture__Model__Directory, Posture__Model__Name and Posture__Model__Version choose another.",
        CannotListenException => cause.Message,
        OperationCanceledException => "The start was interrupted.",
        ServerAwayException => $"{cause.Message}\nConnectionStrings__Redis and ConnectionStrings__Postgres say where they are; " +
            "Posture__Cluster__StartTimeout how long to wait.",
        DataDirectoryException or SpoolUnusableException => $"{cause.Message}\n{OtherDataDirectory}",
        NpgsqlException => $"PostgreSQL refuses: {cause.Message}\nConnectionStrings__Postgres says where it is.",
        DbException => $"A database in the data folder cannot be used: {cause.Message}\n{OtherDataDirectory}",
        // Addresses that it cannot serve, such as https without a certificate.
        InvalidOperationException { Source: Kestrel } => $"{cause.Message}\nASPNETCORE_URLS chooses other addresses.",
        UnauthorizedAccessException or IOException => cause.Message,
        _ => null,
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
