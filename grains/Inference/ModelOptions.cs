using System.ComponentModel.DataAnnotations;

namespace Posture.Grains.Inference;

/// <summary>Which model serves.</summary>
public sealed class ModelOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Model";

    /// <summary>What a version looks like: never a path.</summary>
    public const string VersionPattern = "[A-Za-z0-9][A-Za-z0-9._-]*";

    /// <summary>Folder of the models, laid out as <c>name/version/</c>; relative to the program. Default: <c>models</c>.</summary>
    [Required]
    public string Directory { get; set; } = "models";

    /// <summary>Model family. Default: <c>posture</c>.</summary>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]*")]
    public string Name { get; set; } = "posture";

    /// <summary>
    /// The version that is active until one is activated; from then on the registry's counts. Default: <c>2.1.0</c>.
    /// </summary>
    [RegularExpression(VersionPattern)]
    public string Version { get; set; } = "2.1.0";

    /// <summary>Full path of the folder that holds the versions.</summary>
    public string FamilyFolder => Path.Combine(AppContext.BaseDirectory, Directory, Name);
}
