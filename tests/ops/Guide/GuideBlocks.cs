using System.Text.RegularExpressions;

namespace Posture.Ops.Tests.Guide;

/// <summary>What operators copy from the operations guide.</summary>
internal static class GuideBlocks
{
    public const string Korean = "docs/operations-guide.ko.md";
    public const string English = "docs/operations-guide.en.md";

    /// <summary>The code blocks of a language, unindented.</summary>
    public static IEnumerable<string[]> Read(string document, string language) => Regex
        .Matches(document, $@"^( *)```{language}\n(.*?)^\1```$", RegexOptions.Multiline | RegexOptions.Singleline)
        .Select(block => block.Groups[2].Value.TrimEnd('\n').Split('\n')
            .Select(line => line.StartsWith(block.Groups[1].Value, StringComparison.Ordinal) ? line[block.Groups[1].Length..] : line)
            .ToArray());

    /// <summary>The commands of the bash blocks, in order and without comments. One goes on over a backslash or an open quote.</summary>
    public static string[] Commands(string document)
    {
        var commands = new List<string>();
        string open = "";
        foreach (string line in Read(document, "bash").SelectMany(block => block))
        {
            if (open.Length == 0 && (line.Length == 0 || line.StartsWith('#')))
                continue;
            open += open.Length == 0 ? line : "\n" + line;
            if (line.EndsWith('\\') || open.Count(character => character == '"') % 2 == 1)
                continue;
            commands.Add(open);
            open = "";
        }

        return [.. commands];
    }
}
