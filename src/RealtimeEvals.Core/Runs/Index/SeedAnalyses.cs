using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>
/// Reads the quality metrics of the benchmark platform of vCDR: its own figures become the analysis simple, those of its external scorer
/// the analysis vcdr. Where the scorer failed the platform showed its own figures alone; here the failure is an analysis that failed.
/// </summary>
internal static class SeedAnalyses
{
    private const string Simple = "simple";
    private const string Scorer = "vcdr";

    /// <summary>Returns the analyses.</summary>
    /// <param name="column">The column, which receives the problems.</param>
    /// <param name="json">Its content.</param>
    /// <param name="savedAt">When the run was saved, for an analysis without a time.</param>
    public static IEnumerable<BenchmarkAnalysis> Of(SeedColumn column, string json, DateTimeOffset savedAt)
    {
        if (column.Parse(json) is not JsonElement root) return [];
        DateTimeOffset computedAt = column.Time("$", root, "computed_at") ?? savedAt;
        BenchmarkAnalysis?[] found =
            [Own(root, computedAt), FailureIn(root, computedAt) ?? Scored(JsonText.Child(root, "vcdr_analysis"), computedAt)];
        if (found[0] is null && found[1] is null) column.Report("$", root, "an object with simple_analysis or metrics");
        return found.OfType<BenchmarkAnalysis>();
    }

    /// <summary>Older rows hold the figures without an object around them.</summary>
    private static BenchmarkAnalysis? Own(JsonElement root, DateTimeOffset computedAt)
    {
        JsonElement own = JsonText.Child(root, "simple_analysis");
        if (own.ValueKind == JsonValueKind.Object) return new(Simple, computedAt, IsFailed: false, own.GetRawText());
        bool isBare = JsonText.Child(root, "metrics").ValueKind == JsonValueKind.Object;
        return isBare ? new(Simple, computedAt, IsFailed: false, root.GetRawText()) : null;
    }

    private static BenchmarkAnalysis? FailureIn(JsonElement root, DateTimeOffset computedAt)
    {
        string? error = TextOf(root, "vcdr_error") ?? TextOf(root, "fallback_reason");
        return error is null ? null : new(Scorer, computedAt, IsFailed: true, new JsonObject { ["error"] = error }.ToJsonString());
    }

    private static BenchmarkAnalysis? Scored(JsonElement scored, DateTimeOffset computedAt) =>
        scored.ValueKind == JsonValueKind.Object
            ? new(Scorer, computedAt, JsonText.Child(scored, "success").ValueKind != JsonValueKind.True, scored.GetRawText())
            : null;

    private static string? TextOf(JsonElement root, string key) =>
        JsonText.Child(root, key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
