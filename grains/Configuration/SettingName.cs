using Microsoft.Extensions.Configuration;

namespace Posture.Grains.Configuration;

/// <summary>How a configuration key is written for people.</summary>
public static class SettingName
{
    /// <summary>The environment variable that sets <paramref name="key"/>: no shell takes a colon in a name.</summary>
    public static string Of(string key) => key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
}
