using Microsoft.Extensions.Options;
using Posture.Grains.Inference;
using Posture.Silo.Hosting;

namespace Posture.Frontend.Hosting;

/// <summary>Turns what can go wrong at start into a sentence that says what to change.</summary>
internal static class StartupFailure
{
    /// <summary>The explanation, or null for a fault that nobody foresaw.</summary>
    public static string? Explain(Exception exception) => Causes(exception)
        .Select(ExplainCause)
        .FirstOrDefault(explanation => explanation is not null);

    private static string? ExplainCause(Exception cause) => cause switch
    {
        OptionsValidationException options when options.Failures.Any() =>
            "The configuration is not valid:\n" + string.Join('\n', options.Failures.Select(failure => "  " + failure)),
        ModelRefusedException model =>
            $"{model.Message}\nPosture__Model__Directory, Posture__Model__Name and Posture__Model__Version choose another.",
        CannotListenException address => address.Message,
        OperationCanceledException => "The start was interrupted.",
        UnauthorizedAccessException or IOException =>
            $"{cause.Message}\nPosture__DataDirectory chooses another data folder.",
        _ => null,
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        // Each class of options fails on its own; an operator wants all of it in one list.
        if (exception is AggregateException aggregate)
            yield return new OptionsValidationException(
                "", typeof(object), aggregate.InnerExceptions.OfType<OptionsValidationException>().SelectMany(fault => fault.Failures));

        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
