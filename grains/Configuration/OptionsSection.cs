namespace Posture.Grains.Configuration;

/// <summary>The keys that a registered class of options reads, one for each of its properties.</summary>
internal sealed record OptionsSection(IReadOnlyList<string> Keys)
{
    public static OptionsSection Of<T>(string path) =>
        new([.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => $"{path}:{property.Name}")]);
}
