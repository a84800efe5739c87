using System.CommandLine;
using System.CommandLine.Parsing;

namespace Posture.LoadTest.CommandLine;

/// <summary>Options that hold an absolute address of one of the given schemes.</summary>
internal static class UrlOption
{
    public static Option<Uri> Create(string name, string description, Uri defaultValue, params string[] schemes) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result => Parse(name, result, schemes) ?? defaultValue,
        };

    /// <summary>The same for an option that may be left out.</summary>
    public static Option<Uri?> CreateOptional(string name, string description, params string[] schemes) => new(name)
    {
        Description = description,
        CustomParser = result => Parse(name, result, schemes),
    };

    private static Uri? Parse(string name, ArgumentResult result, string[] schemes)
    {
        string text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && schemes.Contains(uri.Scheme) && uri.Query.Length == 0)
            return uri;
        string expected = string.Join(" or ", schemes.Select(scheme => scheme + "://"));
        result.AddError($"{name} {text}: give an address that starts with {expected}, without a query.");
        return null;
    }
}
