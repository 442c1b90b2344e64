using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A validated request for an evaluation.</summary>
/// <param name="Schema">The schema of the rows.</param>
/// <param name="Checks">The graders.</param>
/// <param name="Json">The request body.</param>
internal sealed record EvalRequest(ItemSchema Schema, IReadOnlyList<StringCheck> Checks, JsonElement Json)
{
    /// <summary>Parses and validates a request.</summary>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static EvalRequest Read(JsonElement json)
    {
        EvalRequestShape.CheckEval(json);
        JsonElement config = json.GetProperty("data_source_config");
        var schema = ItemSchema.Read(config.GetProperty("item_schema"), "data_source_config.item_schema");
        bool hasSample = config.TryGetProperty("include_sample_schema", out JsonElement include) && include.ValueKind == JsonValueKind.True;
        StringCheck[] checks = [.. json.GetProperty("testing_criteria").EnumerateArray().Select(ReadCheck)];
        foreach ((int index, StringCheck check) in checks.Index())
        {
            RowTemplate.Check(check.Input, schema, hasSample, FormattableString.Invariant($"testing_criteria[{index}].input"));
            RowTemplate.Check(check.Reference, schema, hasSample, FormattableString.Invariant($"testing_criteria[{index}].reference"));
        }

        return new EvalRequest(schema, checks, json);
    }

    private static StringCheck ReadCheck(JsonElement json) =>
        new(Text(json, "name"), Text(json, "input"), Text(json, "operation"), Text(json, "reference"));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
