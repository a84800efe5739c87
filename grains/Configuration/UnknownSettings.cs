using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Posture.Grains.Configuration;

/// <summary>Keys that are set and that nothing reads: mostly misspelt ones.</summary>
public static class UnknownSettings
{
    /// <summary>The keys below <paramref name="root"/> that hold a value and that no registered options class has.</summary>
    /// <param name="services">Has the configuration and the classes of <see cref="ValidatedOptions"/>.</param>
    /// <param name="root">Section to look into.</param>
    /// <param name="alsoKnown">Keys that something else reads.</param>
    public static IReadOnlyList<string> Find(IServiceProvider services, string root, params string[] alsoKnown)
    {
        var known = services.GetServices<OptionsSection>()
            .SelectMany(section => section.Keys)
            .Concat(alsoKnown)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. services.GetRequiredService<IConfiguration>().GetSection(root).AsEnumerable()
                .Where(setting => setting.Value is not null && !known.Contains(setting.Key))
                .Select(setting => setting.Key)
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
    }
}
