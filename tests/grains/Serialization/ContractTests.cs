using System.Collections.Immutable;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Users;

namespace Posture.Grains.Tests.Serialization;

/// <summary>
/// During an upgrade two versions are one cluster, and one reads what the other stored: <c>docs/deployment.md</c> says what
/// a change may do. <c>contracts.txt</c> has what the versions before agreed on.
/// </summary>
public sealed class ContractTests
{
    private const string Approved = "Serialization/contracts.txt";

    private static readonly ImmutableArray<string> Contracts = ContractText.Of(typeof(IUserGrain).Assembly, typeof(UserRecord).Assembly);

    private static readonly ImmutableArray<string> ApprovedContracts = [.. File.ReadAllLines(PathOf(Approved))];

    [Fact]
    public void What_another_version_relies_on_is_still_there_or_the_changelog_names_it()
    {
        string changelog = File.ReadAllText(PathOf("CHANGELOG.md"));
        string[] gone = [.. ApprovedContracts.Except(Contracts).Where(line => !changelog.Contains($"`{line}`", StringComparison.Ordinal))];

        Assert.True(
            gone.Length == 0,
            "Two versions of this would not understand each other. Take it back, or name each line, in backquotes, in CHANGELOG.md:\n"
            + string.Join('\n', gone));
    }

    [Fact]
    public void What_is_new_is_written_down_for_the_versions_to_come()
    {
        string[] added = [.. Contracts.Except(ApprovedContracts)];
        if (added.Length > 0)
            File.WriteAllLines(PathOf("contracts.new.txt"), Contracts);

        Assert.True(
            added.Length == 0,
            $"cp {PathOf("contracts.new.txt")} tests/grains/{Approved}   # once these are meant:\n{string.Join('\n', added)}");
    }

    [Fact]
    public void The_lines_have_interfaces_messages_records_and_enumerations()
    {
        Assert.Contains("posture.user push(posture.pushed-frame) -> ValueTask<posture.push-reply>", Contracts);
        Assert.Contains("posture.user-record[2] LastPrediction: posture.timed-prediction", Contracts);
        Assert.Contains("posture.user-luggage[3] Window: ImmutableArray<posture.pitch-frame>", Contracts);
        Assert.Contains(Contracts, line => line.StartsWith("PushOutcome: Predicted = ", StringComparison.Ordinal));
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
