using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>The form that an answer must have.</summary>
/// <param name="SchemaName">The name of its schema; empty for plain text.</param>
/// <param name="MayNotApply">Whether the schema has a grade that may be null.</param>
internal sealed record AnswerFormat(string SchemaName, bool MayNotApply)
{
    /// <summary>Plain text.</summary>
    public static AnswerFormat Plain { get; } = new("", MayNotApply: false);

    /// <summary>Returns the form of the answer to a validated request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="way">The members that lead to the schema with its name.</param>
    public static AnswerFormat Of(JsonElement request, params ReadOnlySpan<string> way)
    {
        JsonElement named = request;
        foreach (string member in way)
        {
            if (named.ValueKind != JsonValueKind.Object || !named.TryGetProperty(member, out named)) return Plain;
        }

        return named.TryGetProperty("name", out JsonElement name) && named.TryGetProperty("schema", out JsonElement schema)
            ? new AnswerFormat(name.GetString()!, NullInSchema.Allows(schema, "grade"))
            : Plain;
    }
}
