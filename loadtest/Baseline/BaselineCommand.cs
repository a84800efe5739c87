using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Posture.LoadTest.CommandLine;
using Spectre.Console;

namespace Posture.LoadTest.Baseline;

/// <summary><c>baseline</c>: serves until it is told to stop.</summary>
internal static class BaselineCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Address to listen on",
            DefaultValueFactory = _ => "http://127.0.0.1:8010",
        };
        var command = new Command(
            "baseline", "Serves the v1 protocol with nothing behind it: what this machine could do at best.");
        command.Options.Add(urls);
        command.SetAction((parsed, cancellation) =>
            ServeAsync(parsed.GetRequiredValue(urls), console, cancellation));
        return command;
    }

    private static async Task<int> ServeAsync(string urls, IAnsiConsole console, CancellationToken cancellation)
    {
        await using WebApplication server = BaselineServer.Create(urls);
        try
        {
            await server.StartAsync(cancellation);
        }
        catch (Exception failure) when (failure is IOException or FormatException or InvalidOperationException)
        {
            throw new CannotRunException($"Cannot listen on {urls}: {failure.Message}", failure);
        }
        console.WriteLine($"Baseline listens on {string.Join(", ", server.Urls)}; Ctrl-C ends it.");
        await server.WaitForShutdownAsync(cancellation);
        return ExitCode.AllRepliesValid;
    }
}
