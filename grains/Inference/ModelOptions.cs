using System.ComponentModel.DataAnnotations;

namespace Posture.Grains.Inference;

/// <summary>Which model serves.</summary>
public sealed class ModelOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Model";

    /// <summary>Folder of the models, laid out as <c>name/version/</c>; relative to the program. Default: <c>models</c>.</summary>
    [Required]
    public string Directory { get; set; } = "models";

    /// <summary>Model family. Default: <c>posture</c>.</summary>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]*")]
    public string Name { get; set; } = "posture";

    /// <summary>Model version. Default: <c>2.1.0</c>.</summary>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]*")]
    public string Version { get; set; } = "2.1.0";

    /// <summary>Full path of the chosen model.</summary>
    public string Folder => Path.Combine(AppContext.BaseDirectory, Directory, Name, Version);
}
