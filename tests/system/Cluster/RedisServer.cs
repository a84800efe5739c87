using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Posture.LoadTest.Comparison;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>A real Redis with an append-only file, which can be taken away and brought back.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";

    private readonly string _folder = Directory.CreateTempSubdirectory("posture-redis-").FullName;
    private readonly int _port = FreePorts.Next();
    private Process? _process;

    /// <summary>Why there is none, or null.</summary>
    public static string? Missing => File.Exists(Program) ? null : $"Redis is not installed: there is no {Program}.";

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(
            Program,
            ["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder, "--appendonly", "yes"])
        {
            RedirectStandardOutput = true,
        })!;
        _process.BeginOutputReadLine();
        await Until.TrueAsync(AnswersAsync, "Redis to answer");
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            var reply = new byte[16];
            return await client.GetStream().ReadAsync(reply) > 0 && reply.AsSpan().StartsWith("+PONG"u8);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
