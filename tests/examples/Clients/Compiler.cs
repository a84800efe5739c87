namespace Posture.Examples.Tests.Clients;

/// <summary>Compiles the portable part of the sketch with g++, with every check that it has.</summary>
internal static class Compiler
{
    private static readonly string[] Flags =
        ["-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

    private static readonly Lazy<Task<string>> Host = new(() => CompileAsync("host"));

    /// <summary>The portable part behind standard input and output; skips the test where there is no g++.</summary>
    public static Task<string> HostAsync() => Host.Value;

    /// <summary>Checks a sketch against declarations of what it uses of the board's libraries; returns the compiler's words.</summary>
    public static async Task<string> CheckSketchAsync(string name)
    {
        string board = Repository.PathOf("examples/arduino/tests/board");
        string sketch = Repository.PathOf($"examples/arduino/{name}/{name}.ino");
        return await RunAsync("-fsyntax-only", "-I", board, "-include", "Arduino.h", "-x", "c++", sketch);
    }

    /// <summary>Compiles a program of examples/arduino/tests and returns its path; skips the test where there is no g++.</summary>
    public static async Task<string> CompileAsync(string name)
    {
        string program = Path.Combine(AppContext.BaseDirectory, name);
        string complaints = await RunAsync(Repository.PathOf($"examples/arduino/tests/{name}.cpp"), "-o", program);
        Assert.True(complaints.Length == 0, complaints);
        return program;
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        (int ExitCode, string Output)? compiled = await Command.TryRunAsync("g++", [.. Flags, .. arguments]);
        Assert.SkipWhen(compiled is null, "No g++: apt-get install g++");
        return compiled.Value.ExitCode == 0 ? "" : compiled.Value.Output;
    }
}
