using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Hosting;

/// <summary>A server that cannot start says what to change and exits non-zero.</summary>
public sealed class StartupTests
{
    private static readonly string Models = Path.Combine(ServerProcess.ServerFolder, "models");

    [Fact]
    public async Task A_taken_http_port_is_named()
    {
        using TcpListener taken = Listen(out int port);
        await AssertRefused(
            new() { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}" },
            $"Port {port} is taken", "ASPNETCORE_URLS");
    }

    [Fact]
    public async Task An_address_that_is_none_is_named()
    {
        await AssertRefused(new() { ["ASPNETCORE_URLS"] = "nonsense" }, "ASPNETCORE_URLS = 'nonsense'", "http://127.0.0.1:8000");
    }

    [Theory]
    [InlineData("Posture__Silo__SiloPort")]
    [InlineData("Posture__Silo__GatewayPort")]
    public async Task A_taken_silo_port_is_named(string key)
    {
        using TcpListener taken = Listen(out int port);
        await AssertRefused(new() { [key] = port.ToString(CultureInfo.InvariantCulture) }, $"{port}", key);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named()
    {
        string folder = Path.Combine(Path.GetTempFileName(), "data");
        await AssertRefused(new() { ["Posture__DataDirectory"] = folder }, folder, "Posture__DataDirectory");
    }

    [Fact]
    public async Task A_data_folder_that_another_server_uses_is_named()
    {
        await using ServerProcess first = await ServerProcess.StartAsync();
        await AssertRefused(
            new() { ["Posture__DataDirectory"] = first.DataDirectory }, first.DataDirectory, "in use by another process");
    }

    [Fact]
    public async Task A_missing_model_is_named()
    {
        await AssertRefused(new() { ["Posture__Model__Version"] = "9.9.9" }, "9.9.9", "cannot be read", "Posture__Model__Version");
    }

    [Fact]
    public async Task A_changed_model_file_is_refused_by_its_hash()
    {
        string models = CopyModels();
        string onnx = Path.Combine(models, "posture", "2.0.0", "model.onnx");
        byte[] bytes = await File.ReadAllBytesAsync(onnx);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(onnx, bytes);

        await AssertRefused(new() { ["Posture__Model__Directory"] = models }, "SHA-256", "model.onnx");
    }

    [Fact]
    public async Task Every_wrong_option_is_reported_at_once()
    {
        await AssertRefused(
            new()
            {
                ["Posture__Sockets__MaxConnections"] = "0",
                ["Posture__Sockets__SendTimeout"] = "soon",
                ["Posture__PredictionLog__SegmentBytes"] = "12",
                ["Posture__Silo__SiloPort"] = "70000",
                ["Posture__Dashboard__Enabled"] = "perhaps",
            },
            "Posture:Sockets:MaxConnections = '0'", "between 1 and 1000000",
            "Posture:Sockets:SendTimeout = 'soon'", "duration",
            "Posture:PredictionLog:SegmentBytes = '12'",
            "Posture:Silo:SiloPort = '70000'",
            "Posture:Dashboard:Enabled = 'perhaps'", "true or false");
    }

    private static async Task AssertRefused(Dictionary<string, string> settings, params string[] words)
    {
        await using ServerProcess server = await ServerProcess.StartAndExpectExitAsync(settings: settings);
        Assert.Equal(1, server.ExitCode);
        foreach (string word in words)
            Assert.Contains(word, server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    private static TcpListener Listen(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }

    private static string CopyModels()
    {
        string target = Directory.CreateTempSubdirectory("posture-models-").FullName;
        foreach (string file in Directory.EnumerateFiles(Models, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(Models, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}
