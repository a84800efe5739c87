using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Posture.LoadTest.CommandLine;

/// <summary>Numeric options that state their bounds in the help and refuse what lies outside them.</summary>
internal static class BoundedOption
{
    public static Option<T> Create<T>(string name, string description, T defaultValue, T min, T max)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name)
        {
            Description = Describe(description, min, max),
            DefaultValueFactory = _ => defaultValue,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is var value && !IsWithin(value, min, max))
                result.AddError(OutOfRange(name, value, min, max));
        });
        return option;
    }

    /// <summary>The same for an option that may be left out.</summary>
    public static Option<T?> CreateOptional<T>(string name, string description, T min, T max)
        where T : struct, INumber<T>
    {
        var option = new Option<T?>(name) { Description = Describe(description, min, max) };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T?>() is { } value && !IsWithin(value, min, max))
                result.AddError(OutOfRange(name, value, min, max));
        });
        return option;
    }

    /// <summary>The same for an option that may be repeated.</summary>
    public static Option<T[]> CreateMany<T>(string name, string description, T min, T max)
        where T : struct, INumber<T>
    {
        var option = new Option<T[]>(name) { Description = Describe(description, min, max) };
        option.Validators.Add(result =>
        {
            foreach (T value in result.GetValueOrDefault<T[]>() ?? [])
            {
                if (!IsWithin(value, min, max))
                    result.AddError(OutOfRange(name, value, min, max));
            }
        });
        return option;
    }

    // Written so that NaN, which compares false with everything, lies outside.
    private static bool IsWithin<T>(T value, T min, T max)
        where T : INumber<T> => value >= min && value <= max;

    private static string Describe<T>(string description, T min, T max) =>
        string.Create(CultureInfo.InvariantCulture, $"{description} ({min}–{max})");

    private static string OutOfRange<T>(string name, T value, T min, T max) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must lie in {min}–{max}.");
}
