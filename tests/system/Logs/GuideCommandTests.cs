using System.Net;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Logs;

/// <summary>The lines of the operating guide find in the logs of a live server what they are typed for.</summary>
public sealed class GuideCommandTests
{
    private const string GuideDirectory = "/var/log/posture_system";

    [Fact]
    public async Task The_lines_of_the_guide_work_on_the_configured_folder()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();

        await CheckAsync(server, server.LogDirectory);
    }

    [Fact]
    public async Task The_lines_of_the_guide_work_as_they_are_written_once_the_folder_is_there()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root may make " + GuideDirectory);
        Assert.SkipWhen(Directory.Exists(GuideDirectory), GuideDirectory + " is somebody else's.");
        Directory.CreateDirectory(GuideDirectory);
        try
        {
            await using ServerProcess server = await ServerProcess.StartAsync(
                settings: new Dictionary<string, string> { ["Posture__LogDirectory"] = "" });
            await CheckAsync(server, GuideDirectory);
        }
        finally
        {
            Directory.Delete(GuideDirectory, recursive: true);
        }
    }

    private static async Task CheckAsync(ServerProcess server, string directory)
    {
        Task<ShellResult> TypeAsync(string command) =>
            Shell.RunAsync(command.Replace(GuideDirectory, directory, StringComparison.Ordinal));

        await SeedAsync(server);
        await Until.TrueAsync(
            async () => (await TypeAsync("cat /var/log/posture_system/access.log")).Output.Contains("close:1000", StringComparison.Ordinal),
            "the access log to be written");

        Assert.Equal(1, (await TypeAsync("grep -i error /var/log/posture_system/*.log")).ExitCode);

        string[] ofUser = (await TypeAsync("grep \"user_id:12345\" /var/log/posture_system/access.log")).Lines;
        Assert.Equal(["101", "200", "200"], ofUser.Select(line => line.Split(' ')[7]));

        string slow = Assert.Single((await TypeAsync("awk '$9 > 1000 {print $0}' /var/log/posture_system/access.log")).Lines);
        Assert.Contains("\"POST /test-prediction HTTP/1.1\" 200 ", slow, StringComparison.Ordinal);

        string[] refused = (await TypeAsync("grep -i \"authentication failed\" /var/log/posture_system/*.log")).Lines;
        Assert.Equal(
            [$"{directory}/error.log", $"{directory}/websocket_server.log"],
            refused.Select(line => line.Split(':')[0]));
        Assert.All(refused, line => Assert.Contains("ip:127.0.0.1 reason:", line, StringComparison.Ordinal));

        Assert.Contains("authentication failed", (await TypeAsync("tail -100 /var/log/posture_system/error.log")).Output, StringComparison.Ordinal);

        Assert.Contains($"{directory}/access.log", (await TypeAsync("du -sh /var/log/posture_system/*")).Output, StringComparison.Ordinal);

        // Follows the first file that it finds until it is interrupted.
        ShellResult recent = await TypeAsync(
            "timeout 2 bash -c 'find /var/log/posture_system -name \"*.log\" -newermt \"1 hour ago\" -exec tail -f {} \\;'");
        Assert.Equal(124, recent.ExitCode);
        Assert.NotEmpty(recent.Output);

        string[] ips = (await TypeAsync("awk '{print $1}' /var/log/posture_system/access.log | sort | uniq -c | sort -nr | head -20")).Lines;
        Assert.EndsWith(" 127.0.0.1", Assert.Single(ips), StringComparison.Ordinal);

        Assert.Equal("", (await TypeAsync("grep -rF secret-token /var/log/posture_system")).Output);
    }

    private static async Task SeedAsync(ServerProcess server)
    {
        Assert.StartsWith("HTTP/1.1 200", await SlowRequest.SendAsync(server, TimeSpan.FromSeconds(1.2)), StringComparison.Ordinal);
        using (var http = new HttpClient { BaseAddress = server.BaseUri })
        {
            using HttpResponseMessage refused = await http.GetAsync(new Uri("api/models?token=secret-token", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=12345");
        PredictionAssert.IsWhole(await device.AskAsync(1, 2));
        await device.CloseAsync();
    }
}
