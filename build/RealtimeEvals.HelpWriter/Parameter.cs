using System.Globalization;
using System.Reflection;

namespace RealtimeEvals.HelpWriter;

/// <summary>A parameter of a cmdlet.</summary>
internal sealed record Parameter
{
    public const string Switch = "SwitchParameter";

    public required string Name { get; init; }

    /// <summary>The name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>The words that it may be; none where it may be more.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public bool TakesWildcards { get; init; }

    public bool IsList { get; init; }

    /// <summary>What is there when nobody says otherwise.</summary>
    public string Usual { get; init; } = "None";

    public IReadOnlyList<Declaration> Declarations { get; init; } = [new Declaration()];

    /// <summary>What it is for, a paragraph each.</summary>
    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>What it is where it must be given, or can come down the pipeline; else what it is in the first of its sets.</summary>
    public Declaration Main => Declarations.OrderByDescending(one => one.IsMandatory).ThenByDescending(one => one.TakesPipeline).First();

    /// <summary>A switch that a cmdlet has because it supports it.</summary>
    public static Parameter Common(string name, string alias, IReadOnlyList<string> paragraphs) =>
        new() { Name = name, Type = Switch, Aliases = [alias], Usual = "False", Paragraphs = paragraphs };

    /// <summary>A parameter as its property tells it.</summary>
    /// <param name="property">The property.</param>
    /// <param name="cmdlet">The cmdlet as it is made.</param>
    /// <param name="words">Its words.</param>
    public static Parameter Of(PropertyInfo property, object cmdlet, Words words)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Declaration[] declarations = [.. property.Called("Parameter").Select(Declaration.Of)];
        return new Parameter
        {
            Name = property.Name,
            Type = type.Name,
            IsList = type.IsArray,
            Choices = type.IsEnum
                ? Enum.GetNames(type)
                : [.. property.Called("ValidateSet").SelectMany(set => set.Values()).OfType<string>()],
            Aliases = [.. property.Called("Alias").SelectMany(alias => alias.Values()).OfType<string>()],
            TakesWildcards = property.Called("SupportsWildcards").Any(),
            Declarations = declarations,
            Usual = declarations.Any(one => one.IsMandatory) && type.Name != Switch ? "None"
                : words.Usual.Length > 0 ? words.Usual
                : Word(property.GetValue(cmdlet)),
            Paragraphs = [.. words.Paragraphs],
        };
    }

    private static string Word(object? value) => value switch
    {
        null or "" or Array { Length: 0 } => "None",
        Array many => string.Join(", ", many.Cast<object>()),
        IFormattable number and not Enum => number.ToString(null, CultureInfo.InvariantCulture),
        _ when value.GetType().Name == Switch => "False",
        _ => value.ToString()!,
    };
}
