using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>
/// The scan for known vulnerabilities, with a stand-in for dotnet that prints what dotnet 10 prints, and with the real one; and the
/// search for secrets.
/// </summary>
public sealed class ScanTests : IDisposable
{
    // Flags what is named in $FLAGGED and $CANARY.
    private const string Dotnet = """
        [[ $1 == list ]] || exit 0
        name=${2##*/}
        flag() {
          printf 'Project `%s` has the following vulnerable packages\n   [net10.0]: \n' "$name"
          printf '   Transitive Package      Resolved   Severity   Advisory URL\n'
          printf '   > %s      9.0.1      High       https://github.com/advisories/GHSA-5crp-9r3c-p9vr\n' "$1"
        }
        case $name in
          "$BROKEN") echo 'error: Unable to load the service index'; exit 1 ;;
          "$FLAGGED") flag Npgsql ;;
          frontend | silo) printf 'The given project `%s` has no vulnerable packages given the current sources.\n' "$name" ;;
          *) if [[ $CANARY == flagged ]]; then flag Newtonsoft.Json; else echo 'The given project `canary` has no vulnerable packages given the current sources.'; fi ;;
        esac
        """;

    private readonly SecurityChecks _checks = new();

    public void Dispose() => _checks.Dispose();

    [Theory]
    [InlineData("flagged", "", "", 0, "well     silo")]
    [InlineData("flagged", "silo", "", 1, "LOOK AT  silo\n   > Npgsql")]
    [InlineData("missed", "", "", 2, "advisory data unavailable")]
    [InlineData("missed", "silo", "", 2, "advisory data unavailable")]
    [InlineData("flagged", "", "frontend", 2, "frontend: dotnet list package failed")]
    public async Task Only_a_source_that_knows_of_vulnerabilities_can_say_that_there_is_none(
        string canary, string flagged, string broken, int exitCode, string said)
    {
        _checks.Replace("dotnet", Dotnet);
        _checks.Settings["CANARY"] = canary;
        _checks.Settings["FLAGGED"] = flagged;
        _checks.Settings["BROKEN"] = broken;

        ToolResult result = await _checks.RunAsync("scan-vulnerabilities");

        result.EndedWith(exitCode);
        Assert.Contains(said, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_sources_are_asked_for_a_known_vulnerability_first()
    {
        ToolResult result = await _checks.RunAsync("scan-vulnerabilities");

        Assert.InRange(result.ExitCode, 0, 2);
        Assert.Equal(result.ExitCode == 2, result.Output.Contains("COULD NOT CHECK", StringComparison.Ordinal));
        Assert.Equal(result.ExitCode == 0, result.Output.Contains("well     silo", StringComparison.Ordinal) && result.Output.Contains("well     frontend", StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_is_no_secret_in_this_repository()
    {
        ToolResult result = await _checks.RunAsync("find-secrets");

        Assert.SkipWhen(result.ExitCode == 2, "This is no clone of the repository.");
        result.EndedWith(0);
    }

    [Theory]
    [InlineData("-----BEGIN OPENSSH PRIVATE ", "KEY-----")]
    [InlineData("token: pd_Zm9vYmFyYmF6cXV4", "Zm9vYmFyYmF6cXV4cXV4cXV4aaa")]
    [InlineData("AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQ", "QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ")]
    [InlineData("Host=db;Password=", "hunter2hunter2")]
    [InlineData("POSTGRES_PASSWORD=", "correct-horse-battery")]
    [InlineData("OperatorToken=", "Zm9vYmFyYmF6")]
    [InlineData("  password: ", "hunter2hunter2")]
    [InlineData("  \"ApiKey\": ", "\"hunter2hunter2\",")]
    [InlineData("Host=db;Pass", "word='hunter2 hunter2'")]
    [InlineData("Pass", "word = \"p@ss$wo(rd)\";")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw AKIA", "ABCDEFGHIJKLMNOP")]
    public async Task A_secret_is_found_and_not_shown(string start, string end)
    {
        _checks.Write("clone/settings.txt", "fine", start + end);
        await TrackAsync();

        ToolResult result = await _checks.RunAsync("find-secrets", _checks.PathOf("clone"));

        result.EndedWith(1);
        Assert.Contains("settings.txt:2", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(end, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_refers_to_a_secret_is_none_and_a_binary_file_is_named()
    {
        _checks.Write("clone/compose.yaml", "  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?see .env.example}", "POSTGRES_PASSWORD=", "  token: short",
            "curl http://localhost/ws?token=a-token-that-is-none", "string token = DeviceToken.New();", "Without a token: disconnect, and enter it.");
        _checks.Write("clone/model.onnx", "Password=" + "hunter2hunter2\0");
        await TrackAsync();

        ToolResult result = await _checks.RunAsync("find-secrets", _checks.PathOf("clone"));

        result.EndedWith(0);
        Assert.Contains("1 binary files, which were not looked at:\n         model.onnx\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("no secret in 1 text files", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_git_does_not_know_cannot_be_searched()
    {
        _checks.Write("folder/settings.txt", "fine");

        (await _checks.RunAsync("find-secrets", _checks.PathOf("folder"))).EndedWith(2);
    }

    private async Task TrackAsync()
    {
        (await Tool.RunAsync("git", ["-C", _checks.PathOf("clone"), "init", "--quiet"])).Succeeded();
        (await Tool.RunAsync("git", ["-C", _checks.PathOf("clone"), "add", "."])).Succeeded();
    }
}
