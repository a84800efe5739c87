using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Posture.Grains.Configuration;

/// <summary>Options that are bound from one configuration section and refused at start when any value is wrong.</summary>
public static class ValidatedOptions
{
    /// <summary>
    /// Binds <typeparamref name="T"/>, a class of plain properties, from <paramref name="section"/>. At start every wrong
    /// value of every such class is reported at once, with its name in the environment, the value and what is allowed.
    /// </summary>
    public static IServiceCollection AddValidatedOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().ValidateOnStart();
        services.AddSingleton(OptionsSection.Of<T>(section));
        services.AddSingleton<IConfigureOptions<T>>(provider => Rules(provider));
        services.AddSingleton<IValidateOptions<T>>(provider => Rules(provider));
        return services;

        SectionRules<T> Rules(IServiceProvider provider) =>
            new(provider.GetRequiredService<IConfiguration>().GetSection(section));
    }

    /// <summary>
    /// The options as they stand while the host is still being built. A wrong value is left at its default here and
    /// refused at start.
    /// </summary>
    public static T Peek<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        new SectionRules<T>(configuration.GetSection(section)).Configure(options);
        return options;
    }
}
