using System.Globalization;
using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Load;

/// <summary>
/// The process's limit on open files, of which each socket takes one. The .NET runtime raises the soft limit to the
/// hard one when it starts, so what is read here is the most that this process can have.
/// </summary>
internal static class OpenFileLimit
{
    // Assemblies, pipes, epoll handles and log files of the runtime itself.
    private const int FilesBesideConnections = 256;
    private const string LimitsFile = "/proc/self/limits";
    private const string LimitName = "Max open files";

    /// <exception cref="CannotRunException">The limit is too low for so many connections.</exception>
    public static void Require(int connections)
    {
        if (File.Exists(LimitsFile))
            Require(connections, File.ReadLines(LimitsFile));
    }

    /// <param name="connections">Sockets wanted at once.</param>
    /// <param name="limits">
    /// Lines as in /proc/self/limits (proc_pid_limits(5)): name, soft limit, hard limit, unit.
    /// </param>
    public static void Require(int connections, IEnumerable<string> limits)
    {
        string? line = limits.FirstOrDefault(line => line.StartsWith(LimitName, StringComparison.Ordinal));
        string? soft = line?[LimitName.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        if (!long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit))
            return; // "unlimited"

        long needed = connections + FilesBesideConnections;
        if (limit < needed)
        {
            throw new CannotRunException(
                $"{connections} connections need {needed} open files and this process may have {limit}. Raise it "
                + $"in the calling shell (ulimit -Hn {needed} as root, docker run --ulimit nofile={needed}, or nofile in "
                + "/etc/security/limits.conf), or lower --connections.");
        }
    }
}
