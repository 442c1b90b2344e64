using System.Reflection;

namespace RealtimeEvals.HelpWriter;

/// <summary>Reads the raw data of attributes: those of the assembly that cmdlets are built with hold nothing at run time.</summary>
internal static class Attributes
{
    public static IEnumerable<CustomAttributeData> Called(this MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType.Name == $"{name}Attribute");

    /// <summary>The value of a named argument; null when it is not given.</summary>
    public static object? Named(this CustomAttributeData data, string name) =>
        data.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).SingleOrDefault();

    /// <summary>The values of all unnamed arguments, one after another.</summary>
    public static IEnumerable<object?> Values(this CustomAttributeData data) => data.ConstructorArguments.SelectMany(Values);

    private static IEnumerable<object?> Values(CustomAttributeTypedArgument argument) =>
        argument.Value is IEnumerable<CustomAttributeTypedArgument> several ? several.Select(one => one.Value) : [argument.Value];
}
