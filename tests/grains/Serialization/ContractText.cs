using System.Collections.Immutable;
using System.Reflection;

namespace Posture.Grains.Tests.Serialization;

/// <summary>
/// What two versions in one cluster have to agree on, a line each: <c>interface method(parameters) -> result</c>, <c>message[id]
/// name: type</c>, <c>enumeration: name = number</c>. Types with an alias go by it.
/// </summary>
internal static class ContractText
{
    public static ImmutableArray<string> Of(params Assembly[] assemblies)
    {
        Type[] contracts = [.. assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => AliasOf(type) is not null)];
        IEnumerable<string> lines = contracts.SelectMany(type => type.IsInterface ? Methods(type) : Fields(type));
        IEnumerable<string> enumerations = contracts.SelectMany(MemberTypes).SelectMany(Parts).Distinct()
            .Where(type => type.IsEnum && assemblies.Contains(type.Assembly)).SelectMany(Values);
        return [.. lines.Concat(enumerations).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Methods(Type type) => type.GetMethods().Select(method =>
        $"{AliasOf(type)} {AliasOf(method) ?? method.Name}({string.Join(", ", method.GetParameters().Select(one => Name(one.ParameterType)))})"
        + $" -> {Name(method.ReturnType)}");

    // A record's parameters have the ids 0, 1, 2, … without an attribute.
    private static IEnumerable<string> Fields(Type type) => Parameters(type)
        .Select((parameter, id) => $"{AliasOf(type)}[{id}] {parameter.Name}: {Name(parameter.ParameterType)}")
        .Concat(Marked(type).Select(one => $"{AliasOf(type)}[{one.Id}] {one.Member.Name}: {Name(TypeOf(one.Member))}"));

    private static IEnumerable<string> Values(Type type) =>
        Enum.GetNames(type).Select(name => $"{type.Name}: {name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");

    private static IEnumerable<Type> MemberTypes(Type type) => type.IsInterface
        ? type.GetMethods().SelectMany(method => method.GetParameters().Select(one => one.ParameterType).Append(method.ReturnType))
        : Parameters(type).Select(parameter => parameter.ParameterType).Concat(Marked(type).Select(one => TypeOf(one.Member)));

    // A record has a method that copies it; its primary constructor is the one whose parameters are its properties.
    private static ParameterInfo[] Parameters(Type type) => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(constructor => constructor.GetParameters())
        .Where(parameters => parameters.Length > 0 && parameters.All(one => type.GetProperty(one.Name!) is not null))
        .MaxBy(parameters => parameters.Length) ?? [];

    private static IEnumerable<(uint Id, MemberInfo Member)> Marked(Type type) => type
        .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(member => member.IsDefined(typeof(IdAttribute)) && member is PropertyInfo or FieldInfo)
        .Select(member => (member.GetCustomAttribute<IdAttribute>()!.Id, member));

    private static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static IEnumerable<Type> Parts(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts)
        : type.IsArray ? Parts(type.GetElementType()!)
        : [type];

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : AliasOf(type) ?? type.Name;

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias;
}
