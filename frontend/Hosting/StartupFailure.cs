using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Posture.Grains.Inference;

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
        OptionsValidationException options =>
            "The configuration is not valid:\n" + string.Join('\n', options.Failures.Select(failure => "  " + failure)),
        ModelRefusedException model =>
            $"{model.Message}\nPosture__Model__Directory, Posture__Model__Name and Posture__Model__Version choose another.",
        AddressInUseException address =>
            $"{address.Message} Is another server running? ASPNETCORE_URLS chooses another address.",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            "A port of the silo is taken. Is another server running? Posture__Silo__SiloPort and " +
            "Posture__Silo__GatewayPort choose others.",
        UnauthorizedAccessException or IOException =>
            $"{cause.Message}\nPosture__DataDirectory chooses another data folder.",
        _ => null,
    };

    // Several faults come as one AggregateException, a fault of a part as the inner one.
    private static IEnumerable<Exception> Causes(Exception exception)
    {
        if (exception is AggregateException aggregate)
        {
            OptionsValidationException[] options = [.. aggregate.InnerExceptions.OfType<OptionsValidationException>()];
            if (options.Length > 0)
                yield return new OptionsValidationException(
                    "", typeof(object), options.SelectMany(fault => fault.Failures));
        }

        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
