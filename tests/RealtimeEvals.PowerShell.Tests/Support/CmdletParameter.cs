using System.Management.Automation;
using System.Reflection;

namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>A parameter of a cmdlet as its metadata tells it.</summary>
internal sealed class CmdletParameter(PropertyInfo property)
{
    public const string AllSets = "__AllParameterSets";

    public string Name => property.Name;

    public Type Type => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    /// <summary>The type of one value, where many may be given.</summary>
    public Type ElementType => Type.IsArray ? Type.GetElementType()! : Type;

    public IReadOnlyList<string> Aliases =>
        property.Attribute<AliasAttribute>() is { } alias
            ? [.. ((IEnumerable<CustomAttributeTypedArgument>)alias.ConstructorArguments[0].Value!).Select(one => (string)one.Value!)]
            : [];

    public bool SupportsWildcards => property.Attribute<SupportsWildcardsAttribute>() is not null;

    public IReadOnlyList<ParameterDeclaration> Declarations =>
        [.. property.Attributes<ParameterAttribute>().Select(data => new ParameterDeclaration(data))];

    /// <summary>The type of the completer; null when there is none.</summary>
    public Type? Completer => property.Attribute<ArgumentCompleterAttribute>()?.ConstructorArguments[0].Value as Type;

    public override string ToString() => $"-{Name}";
}
