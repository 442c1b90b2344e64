using System.Reflection;

namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>Reads the raw data of attributes.</summary>
internal static class AttributeReading
{
    public static IEnumerable<CustomAttributeData> Attributes<T>(this MemberInfo member) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType == typeof(T));

    public static CustomAttributeData? Attribute<T>(this MemberInfo member) => member.Attributes<T>().SingleOrDefault();

    /// <summary>The value of a named argument; null when it is not given.</summary>
    public static object? Named(this CustomAttributeData data, string name) =>
        data.NamedArguments
            .Where(argument => argument.MemberName == name)
            .Select(argument => argument.TypedValue.Value)
            .SingleOrDefault();
}
