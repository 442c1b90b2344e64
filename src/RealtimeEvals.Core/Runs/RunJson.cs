using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RealtimeEvals.Grading;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>How evidence is written as JSON: snake_case names, enums as words.</summary>
public static class RunJson
{
    /// <summary>One line.</summary>
    public static JsonSerializerOptions Line { get; } = Create(indented: false);

    /// <summary>For people.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    private static JsonSerializerOptions Create(bool indented) => StrictJson.For(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = indented,
        IndentSize = 2,
        NewLine = "\n",
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireKnownGraders } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    });

    /// <summary>A grader of a kind that is not known cannot be read: nobody could tell what its grades mean.</summary>
    private static void RequireKnownGraders(JsonTypeInfo type)
    {
        if (type.Type == typeof(Grader)) type.OnDeserialized = static grader => _ = ((Grader)grader).How;
    }
}
