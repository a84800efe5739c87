using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Comparison;

/// <summary>
/// How to start a Node.js server that one could pick instead: a folder with server.mjs, its package.json and the installed
/// packages (loadtest/peers/README.md).
/// </summary>
internal static class RivalLaunch
{
    private const string ServerFile = "server.mjs";
    private const string LogPrefix = "predictions";

    /// <summary>One process, and a worker a core: which of them is the stronger rival is for the measurement to say.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="program">The runtime.</param>
    /// <exception cref="CannotRunException">Something of it is missing; the message names the command that mends it.</exception>
    public static IReadOnlyList<ServerLaunch> Variants(DirectoryInfo folder, string program = "node")
    {
        string server = Path.Combine(folder.FullName, ServerFile);
        if (!File.Exists(server))
            throw new CannotRunException($"There is no {server}. Give the folder of a rival, such as loadtest/peers/node.");
        string versions = $"Node.js {RuntimeVersion(program)}, {string.Join(", ", PackageVersions(folder))}";

        // Of the workers' CPU time nothing would be known without /proc.
        int cores = OperatingSystem.IsLinux() ? Environment.ProcessorCount : 1;
        return
        [
            .. new[] { 1, cores }.Distinct().Select(workers => new ServerLaunch(
                workers == 1 ? folder.Name : Text($"{folder.Name}, {workers} workers"),
                ServerKind.Rival,
                versions,
                program,
                baseUri => [server, "--port", Text($"{baseUri.Port}"), "--workers", Text($"{workers}"), "--log", LogPrefix])),
        ];
    }

    private static string RuntimeVersion(string program)
    {
        try
        {
            using Process node = Process.Start(
                new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true })!;
            string version = node.StandardOutput.ReadToEnd().Trim();
            node.WaitForExit();
            return version;
        }
        catch (Win32Exception failure)
        {
            throw new CannotRunException(
                $"The rival needs {program}, which is not on the PATH: install Node.js 20 or newer (apt-get install nodejs npm, or "
                + "https://nodejs.org), or leave out --rival.",
                failure);
        }
    }

    private static List<string> PackageVersions(DirectoryInfo folder)
    {
        using JsonDocument package = Read(Path.Combine(folder.FullName, "package.json"), folder);
        var versions = new List<string>();
        foreach (JsonProperty dependency in package.RootElement.GetProperty("dependencies").EnumerateObject())
        {
            using JsonDocument installed = Read(
                Path.Combine(folder.FullName, "node_modules", dependency.Name, "package.json"), folder);
            versions.Add($"{dependency.Name} {installed.RootElement.GetProperty("version").GetString()}");
        }
        return versions;
    }

    private static JsonDocument Read(string file, DirectoryInfo folder) => File.Exists(file)
        ? JsonDocument.Parse(File.ReadAllText(file))
        : throw new CannotRunException($"There is no {file}. Install the rival's packages with 'npm ci --prefix {folder.FullName}'.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
