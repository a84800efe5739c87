using System.Text.RegularExpressions;

namespace Posture.Training.Packaging;

/// <summary>Which model this is; both parts are folder names.</summary>
/// <param name="Name">Model family, for example <c>posture</c>.</param>
/// <param name="Version">Semantic version, for example <c>1.0.0</c>.</param>
internal sealed partial record ModelIdentity(string Name, string Version)
{
    /// <summary>Checks both parts.</summary>
    /// <exception cref="TrainingException">One of them cannot name a model.</exception>
    public static ModelIdentity Parse(string name, string version)
    {
        if (!NamePattern().IsMatch(name))
            throw new TrainingException($"--name '{name}' must be 1 to 64 of a-z, 0-9 and '-'.");
        if (!VersionPattern().IsMatch(version))
            throw new TrainingException($"--version '{version}' must be three numbers such as 1.2.0.");
        return new ModelIdentity(name, version);
    }

    /// <summary>The model's folder below <paramref name="output"/>.</summary>
    public string FolderBelow(string output) => Path.Combine(output, Name, Version);

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}\z", RegexOptions.ECMAScript)]
    private static partial Regex VersionPattern();
}
