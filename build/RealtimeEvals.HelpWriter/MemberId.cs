using System.Reflection;

namespace RealtimeEvals.HelpWriter;

/// <summary>The ids by which documentation comments name members.</summary>
internal static class MemberId
{
    public static string Of(PropertyInfo property) => Of(property.DeclaringType!, property.Name);

    /// <summary>The property of a type, or of one that it derives from, which says again what a base type says; null for none.</summary>
    /// <param name="id">The property of the base type.</param>
    /// <param name="type">The type.</param>
    public static string? Overriding(string id, Type type)
    {
        if (type.IsGenericParameter) return null;
        const BindingFlags own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        string name = id.Split('.')[^1];
        bool isOfBase = false;
        string? first = null;
        for (Type? one = type; one is not null; one = one.BaseType)
        {
            isOfBase |= Of(one, name) == id;
            if (one.GetProperty(name, own) is not null) first ??= Of(one, name);
        }

        return isOfBase ? first : null;
    }

    private static string Of(Type type, string name) =>
        $"P:{(type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.')}.{name}";
}
