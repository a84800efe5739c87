using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Posture.Grains.Configuration;

/// <summary>
/// Binds one section and checks it. The framework's binder stops at the first value that it cannot convert, and its
/// validation names neither the key nor the value; an operator wants all of them, but for the value of a secret
/// (<see cref="PasswordPropertyTextAttribute"/>).
/// </summary>
internal sealed class SectionRules<T>(IConfigurationSection section) : IConfigureOptions<T>, IValidateOptions<T>
    where T : class
{
    private static readonly PropertyInfo[] Properties =
        [.. typeof(T).GetProperties().Where(property => property.CanWrite)];

    /// <summary>Sets what is given and right; what is wrong keeps its default until <see cref="Validate"/> refuses it.</summary>
    public void Configure(T options)
    {
        foreach (PropertyInfo property in Properties)
        {
            if (section[property.Name] is { } text && TryConvert(property, text, out object? value) && !Broken(property, value).Any())
                property.SetValue(options, value);
        }
    }

    public ValidateOptionsResult Validate(string? name, T options)
    {
        string[] faults = [.. Properties.SelectMany(FaultsOf)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> FaultsOf(PropertyInfo property)
    {
        if (section[property.Name] is not { } text)
            return [];
        string given = SettingName.Of($"{section.Path}:{property.Name}") + (IsSecret(property) ? "" : $" = '{text}'");
        return TryConvert(property, text, out object? value)
            ? Broken(property, value).Select(rule => $"{given}: {rule.FormatErrorMessage(property.Name)}")
            : [$"{given}: {Kind(property)} expected."];
    }

    private static bool IsSecret(PropertyInfo property) =>
        property.GetCustomAttribute<PasswordPropertyTextAttribute>() is { Password: true };

    private static IEnumerable<ValidationAttribute> Broken(PropertyInfo property, object? value) =>
        property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value));

    private static bool TryConvert(PropertyInfo property, string text, out object? value)
    {
        try
        {
            value = TypeDescriptor.GetConverter(property.PropertyType)
                .ConvertFromString(null, CultureInfo.InvariantCulture, text);
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            value = null;
            return false;
        }
    }

    private static string Kind(PropertyInfo property)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(bool) ? "true or false"
            : type == typeof(TimeSpan) ? "duration such as 00:00:05"
            : type == typeof(int) || type == typeof(long) ? "whole number"
            : type.IsEnum ? string.Join(" or ", Enum.GetNames(type))
            : type.Name;
    }
}
