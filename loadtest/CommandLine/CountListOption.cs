using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Posture.LoadTest.CommandLine;

/// <summary>Options that hold some counts, separated by commas: <c>100,1000,5000</c>.</summary>
internal static class CountListOption
{
    private const int MaxCounts = 20;

    public static Option<int[]> Create(string name, string description, int[] defaultValue, int max) => new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{description} (1–{max} each, at most {MaxCounts})"),
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse(name, result, max) ?? defaultValue,
    };

    private static int[]? Parse(string name, ArgumentResult result, int max)
    {
        string text = result.Tokens[0].Value;
        string[] parts = text.Split(',');
        var counts = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out counts[i])
                || counts[i] < 1 || counts[i] > max || parts.Length > MaxCounts)
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} {text}: give at most {MaxCounts} whole numbers from 1 to {max}, separated by commas."));
                return null;
            }
        }
        return counts;
    }
}
