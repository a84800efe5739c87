using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Comparison;

/// <summary>
/// How to start a Node.js server that one could pick instead: a folder with server.mjs, its package.json and the installed
/// packages (loadtest/peers/README.md), and those of the folder that its package.json names in <c>buildsOn</c>, if it does.
/// </summary>
internal static class RivalLaunch
{
    private const string ServerFile = "server.mjs";
    private const string PackageFile = "package.json";
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
        string versions = $"Node.js {RuntimeVersion(program)}, {string.Join(", ", PackageVersions(Folders(folder)))}";

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

    // What it builds on first, itself last.
    private static IReadOnlyList<DirectoryInfo> Folders(DirectoryInfo folder)
    {
        using JsonDocument package = Read(Path.Combine(folder.FullName, PackageFile), [folder]);
        return package.RootElement.TryGetProperty("buildsOn", out JsonElement other)
            ? [.. Folders(new DirectoryInfo(Path.Combine(folder.FullName, other.GetString()!))), folder]
            : [folder];
    }

    private static List<string> PackageVersions(IReadOnlyList<DirectoryInfo> folders)
    {
        var versions = new List<string>();
        foreach (DirectoryInfo folder in folders)
        {
            using JsonDocument package = Read(Path.Combine(folder.FullName, PackageFile), folders);
            foreach (JsonProperty dependency in package.RootElement.GetProperty("dependencies").EnumerateObject())
                versions.Add($"{dependency.Name} {InstalledVersion(Path.Combine(folder.FullName, "node_modules", dependency.Name), folders)}");
        }
        return versions;
    }

    private static string InstalledVersion(string package, IReadOnlyList<DirectoryInfo> folders)
    {
        using JsonDocument installed = Read(Path.Combine(package, PackageFile), folders);
        // What is compiled, or fetched compiled, by an install script that may have been kept from running.
        string compiled = Path.Combine(package, "build", "Release");
        if (File.Exists(Path.Combine(package, "binding.gyp")) && !Directory.Exists(compiled))
            throw Missing(compiled, folders);
        return installed.RootElement.GetProperty("version").GetString()!;
    }

    private static JsonDocument Read(string file, IReadOnlyList<DirectoryInfo> folders) =>
        File.Exists(file) ? JsonDocument.Parse(File.ReadAllText(file)) : throw Missing(file, folders);

    private static CannotRunException Missing(string path, IReadOnlyList<DirectoryInfo> folders)
    {
        IEnumerable<string> commands = folders.Select(folder => $"'npm ci --prefix {folder.FullName}'");
        return new CannotRunException($"There is no {path}. Install the rival's packages with {string.Join(" and ", commands)}.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
