using System.Reflection;
using System.Text.RegularExpressions;
using Posture.Silo.Postgres;

namespace Posture.Silo.Tests.Migrations;

/// <summary>
/// The version before has to run on the schema of this one, during an upgrade and when it is the way back: a script adds, and
/// takes nothing that the version before reads or leaves out. What nothing needs any more is dropped a version later.
/// </summary>
public sealed partial class ExpandOnlyTests
{
    private static readonly Assembly Silo = typeof(PostgresMigrations).Assembly;

    public static TheoryData<string> Scripts =>
        [.. Silo.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_only_adds(string script)
    {
        using var reader = new StreamReader(Silo.GetManifestResourceStream(script)!);

        Assert.Empty(Contracting(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("drop table erasures;")]
    [InlineData("ALTER TABLE devices DROP COLUMN name;")]
    [InlineData("alter table devices rename column name to label;")]
    [InlineData("alter table devices alter column name type varchar(9);")]
    [InlineData("alter table devices alter column name set not null;")]
    [InlineData("alter table devices add column label text not null;")]
    [InlineData("alter table devices add constraint named check (name <> '');")]
    public void What_the_version_before_would_stumble_over_is_found(string sql) => Assert.NotEmpty(Contracting(sql));

    [Theory]
    [InlineData("-- drop table erasures;")]
    [InlineData("alter table devices add column label text not null default '';")]
    [InlineData("create table moods (id bigint not null);")]
    public void What_it_does_not_notice_is_let_through(string sql) => Assert.Empty(Contracting(sql));

    private static IEnumerable<string> Contracting(string sql) =>
        Contractions().Matches(Comments().Replace(sql, "")).Select(match => match.Value);

    [GeneratedRegex("--.*")]
    private static partial Regex Comments();

    [GeneratedRegex(
        @"\bdrop\s+(table|column|view|function|sequence|schema)\b|\brename\b|\btruncate\b|\badd\s+constraint\b"
        + @"|\balter\s+column\s+\w+\s+(type|set\s+data\s+type|set\s+not\s+null|drop\s+default)\b"
        + @"|\badd\s+column\s+(?![^,;]*\bdefault\b)[^,;]*\bnot\s+null\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Contractions();
}
