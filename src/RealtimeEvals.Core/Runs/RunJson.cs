using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>The JSON format of evidence: snake_case names, enums as words.</summary>
public static class RunJson
{
    /// <summary>Options for JSON on one line.</summary>
    public static JsonSerializerOptions Line { get; } = Create(indented: false);

    /// <summary>Options for indented JSON.</summary>
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

    /// <summary>Rejects graders of an unknown kind, whose grades cannot be interpreted.</summary>
    private static void RequireKnownGraders(JsonTypeInfo type)
    {
        if (type.Type == typeof(Grader)) type.OnDeserialized = static grader => _ = ((Grader)grader).How;
    }
}
