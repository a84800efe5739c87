using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Posture.LoadTest.Comparison;
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
    public async Task Every_address_that_cannot_be_listened_on_is_reported_at_once_with_its_own_reason()
    {
        using TcpListener taken = Listen(out int port);
        int twice = FreePorts.Next();
        await AssertRefused(
            new()
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port};http://192.0.2.1:8000",
                ["Posture__Silo__SiloPort"] = $"{twice}",
                ["Posture__Silo__GatewayPort"] = $"{twice}",
            },
            $"Port {port} is taken. Is another server running? ASPNETCORE_URLS chooses another.",
            "192.0.2.1 is no address of this machine. ASPNETCORE_URLS chooses another.",
            $"Port {twice} is taken by Posture__Silo__SiloPort already. Posture__Silo__GatewayPort chooses another.");
    }

    [Fact]
    public async Task Kestrels_own_endpoints_are_tried_in_place_of_the_urls()
    {
        using TcpListener unused = Listen(out int urlsPort);
        using TcpListener taken = Listen(out int port);
        await using ServerProcess server = await ServerProcess.StartAndExpectExitAsync(settings: new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{urlsPort}",
            ["Kestrel__Endpoints__Http__Url"] = $"http://127.0.0.1:{port}",
        });

        Assert.Contains($"Port {port} is taken", server.Output, StringComparison.Ordinal);
        Assert.Contains("Kestrel__Endpoints__Http__Url chooses another.", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"{urlsPort}", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_options_are_reported_before_any_port_is_tried()
    {
        using TcpListener taken = Listen(out int port);
        await using ServerProcess server = await ServerProcess.StartAndExpectExitAsync(settings: new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port};http://127.0.0.1:eighty",
            ["Posture__Silo__SiloPort"] = "70000",
        });

        Assert.Contains("ASPNETCORE_URLS = 'http://127.0.0.1:eighty'", server.Output, StringComparison.Ordinal);
        Assert.Contains("Posture__Silo__SiloPort = '70000'", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is taken", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_https_address_without_a_certificate_is_explained()
    {
        await AssertRefused(
            new()
            {
                ["ASPNETCORE_URLS"] = $"https://127.0.0.1:{FreePorts.Next()}",
                // Where a developer certificate would be found.
                ["HOME"] = ServerProcess.NewDataDirectory(),
            },
            "TLS needs a certificate", "ASPNETCORE_Kestrel__Certificates__Default__Path");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_explained()
    {
        string data = ServerProcess.NewDataDirectory();
        await File.WriteAllTextAsync(Path.Combine(data, "predictions.db"), string.Concat(Enumerable.Repeat("no database ", 1000)));

        await AssertRefused(new() { ["Posture__DataDirectory"] = data }, "file is not a database", "Posture__DataDirectory");
    }

    [Fact]
    public async Task A_file_that_is_no_spool_segment_is_named()
    {
        string data = ServerProcess.NewDataDirectory();
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(data, "spool")).FullName, "foreign.spool");
        await File.WriteAllTextAsync(file, "");

        await AssertRefused(new() { ["Posture__DataDirectory"] = data }, file, "is no spool segment", "Posture__DataDirectory");
    }

    [Fact]
    public async Task Misspelt_settings_are_warned_of_one_by_one()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(settings: new Dictionary<string, string>
        {
            ["Posture__Sockets__PingIntervall"] = "00:00:10",
            ["Posture__Dasboard__Enabled"] = "false",
        });
        await server.StopAsync();

        string[] warnings = [.. server.Output.Split('\n').Where(line => line.Contains("is no setting of this server", StringComparison.Ordinal))];
        Assert.Equal(2, warnings.Length);
        Assert.Contains("Posture__Dasboard__Enabled", warnings[0], StringComparison.Ordinal);
        Assert.Contains("Posture__Sockets__PingIntervall", warnings[1], StringComparison.Ordinal);
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
        string onnx = Path.Combine(models, "posture", "2.1.0", "model.onnx");
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
            "Posture__Sockets__MaxConnections = '0'", "between 1 and 1000000",
            "Posture__Sockets__SendTimeout = 'soon'", "duration",
            "Posture__PredictionLog__SegmentBytes = '12'",
            "Posture__Silo__SiloPort = '70000'",
            "Posture__Dashboard__Enabled = 'perhaps'", "true or false");
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
