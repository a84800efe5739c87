using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Guide;

/// <summary>docs/guide-coverage.md names proofs that there are, and claims nothing without one.</summary>
public sealed class CoverageTests
{
    private static readonly CoverageRow[] Rows =
    [
        .. Repository.Read("docs/guide-coverage.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| guide |", StringComparison.Ordinal))
            .Select(line => Regex.Split(line.Trim('|'), @"(?<!\\)\|"))
            .Select(cells => new CoverageRow(cells[0].Trim(), Named(cells[1]), cells[2].Trim())),
    ];

    public static TheoryData<string> Lines() => [.. Rows.Select(row => row.Line)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_has_a_state_and_what_proves_it(string line)
    {
        CoverageRow row = Rows.Single(row => row.Line == line);

        Assert.Matches("^(holds|holds differently: .+|not yet: .+)$", row.State);
        if (row.State.StartsWith("holds", StringComparison.Ordinal))
            Assert.NotEmpty(row.Proofs);
        Assert.All(row.Proofs, proof => Assert.True(File.Exists(Repository.PathOf(proof)), proof));
    }

    private static string[] Named(string cell) => [.. Regex.Matches(cell, "`([^`]+)`").Select(name => name.Groups[1].Value)];

    private sealed record CoverageRow(string Line, string[] Proofs, string State);
}
