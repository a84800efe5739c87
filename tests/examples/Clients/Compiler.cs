namespace Posture.Examples.Tests.Clients;

/// <summary>Compiles the portable part of the sketch with g++, with every check that it has.</summary>
internal static class Compiler
{
    private static readonly string[] Flags =
        ["-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

    private static readonly Lazy<Task<string>> Host = new(() => CompileAsync("host"));

    /// <summary>The portable part behind standard input and output; skips the test where there is no g++.</summary>
    public static Task<string> HostAsync() => Host.Value;

    /// <summary>Compiles a program of examples/arduino/tests and returns its path; skips the test where there is no g++.</summary>
    public static async Task<string> CompileAsync(string name)
    {
        string program = Path.Combine(AppContext.BaseDirectory, name);
        string source = Repository.PathOf($"examples/arduino/tests/{name}.cpp");
        (int ExitCode, string Output)? compiled = await Command.TryRunAsync("g++", [.. Flags, source, "-o", program]);
        Assert.SkipWhen(compiled is null, "No g++: apt-get install g++");
        Assert.True(compiled.Value.ExitCode == 0, compiled.Value.Output);
        return program;
    }
}
