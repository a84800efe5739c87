using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Logrotate;

/// <summary>The shipped rotation; tests/system runs it on a server's logs.</summary>
public sealed class LogrotateTests
{
    private const string Path = "ops/logrotate/posture-system";

    [Fact]
    public void It_is_the_rotation_of_the_operating_guide() => Assert.Equal(
        [
            "/var/log/posture_system/*.log {", "daily", "missingok", "rotate 30", "compress", "delaycompress", "copytruncate",
            "create 644 www-data www-data", "}",
        ],
        File.ReadLines(Repository.PathOf(Path)).Select(line => line.Trim()).Where(line => !line.StartsWith('#')));

    [Fact]
    public async Task Logrotate_finds_no_fault_with_it()
    {
        Tool.SkipUnlessInstalled("logrotate");

        ToolResult result = await Tool.RunAsync("logrotate", ["-d", Path]);

        // It ends with 0 whatever it thinks of the file.
        Assert.DoesNotContain("error:", result.Succeeded() + result.Errors, StringComparison.Ordinal);
        Assert.Contains("Handling 1 logs", result.Errors, StringComparison.Ordinal);
    }
}
