using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>Interviews in the JSON of the routes of the benchmark platform of vCDR.</summary>
public static class SeedPayload
{
    /// <summary>The mode of every run; no other was ever seen.</summary>
    public const string Mode = "benchmark";

    private const string Simple = "simple";
    private const string Scorer = "vcdr";

    /// <summary>Returns a time in UTC with three digits of a second, as JavaScript writes it.</summary>
    public static string TimeOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Returns a run as lists show it: run_id, created_at and num_turns.</summary>
    public static JsonObject ListedOf(BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new JsonObject
        {
            ["run_id"] = run.Id,
            ["created_at"] = TimeOf(run.StartedAt),
            ["num_turns"] = run.TurnCount,
        };
    }

    /// <summary>Returns what is known of a run beside what was said: what saving it answers.</summary>
    public static JsonObject SavedOf(BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new JsonObject
        {
            ["run_id"] = run.Id,
            ["created_at"] = TimeOf(run.StartedAt),
            ["mode"] = Mode,
            ["num_turns"] = run.TurnCount,
            ["interviewer_prompt_id"] = run.InterviewerPromptId,
            ["simulated_user_prompt_id"] = run.ParticipantPromptId,
            ["interviewer_prompt_name"] = NullIfEmpty(run.InterviewerPrompt),
            ["simulated_user_prompt_name"] = NullIfEmpty(run.ParticipantPrompt),
        };
    }

    /// <summary>Returns a run with everything.</summary>
    /// <param name="run">The interview with turns, events, tests and analyses.</param>
    public static JsonObject WholeOf(BenchmarkRun run)
    {
        JsonObject whole = SavedOf(run);
        whole["conversation_history"] = new JsonArray([.. run.Turns.Select(turn => (JsonNode)EntryOf(turn))]);
        whole["event_log"] = new JsonArray([.. run.Events.Select(one => (JsonNode)EntryOf(one))]);
        whole["quality_metrics"] = MetricsOf(run);
        whole["benchmark_tests"] = TestsOf(run.Tests);
        return whole;
    }

    /// <summary>Returns the quality metrics of a run; null when none were computed.</summary>
    /// <param name="run">The interview with its analyses.</param>
    public static JsonObject? MetricsOf(BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        BenchmarkAnalysis? simple = run.Analyses.FirstOrDefault(one => one.Kind == Simple);
        BenchmarkAnalysis? scored = run.Analyses.FirstOrDefault(one => one.Kind == Scorer);
        if (simple is null && scored is null) return null;
        var metrics = new JsonObject
        {
            ["computed_at"] = TimeOf((scored ?? simple)!.ComputedAt),
            ["run_id"] = run.Id,
            ["simple_analysis"] = simple is null ? null : Parsed(simple.Json),
            ["vcdr_analysis"] = scored is { IsFailed: false } ? Parsed(scored.Json) : null,
        };
        if (scored is { IsFailed: true }) metrics["vcdr_error"] = ErrorIn(scored.Json);
        metrics["has_vcdr_data"] = scored is { IsFailed: false };
        return metrics;
    }

    /// <summary>Returns what the tests gave, by test: title and variables; null when there is nothing.</summary>
    public static JsonArray? TestsOf(IReadOnlyCollection<ConversationVariable> tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        if (tests.Count == 0) return null;
        return new JsonArray([.. tests.GroupBy(one => one.Test, StringComparer.Ordinal).Select(test => (JsonNode)new JsonObject
        {
            ["title"] = test.Key,
            ["variables"] = new JsonArray([.. test.Select(one => (JsonNode)new JsonObject
            {
                ["metric"] = one.Metric,
                ["value"] = one.Value is double value ? JsonValue.Create(value) : NullIfEmpty(one.Detail),
                ["status"] = one.Status == VariableStatus.Inconclusive ? null : one.Status.ToString().ToLowerInvariant(),
            })]),
        })]);
    }

    /// <summary>Returns a turn as an entry of the conversation.</summary>
    public static JsonObject EntryOf(BenchmarkTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return new JsonObject
        {
            ["speaker"] = turn.Speaker == Speaker.Agent ? "interviewer" : "simulated_user",
            ["content"] = turn.Text,
            ["timestamp"] = turn.At is DateTimeOffset at ? TimeOf(at) : null,
        };
    }

    private static JsonObject EntryOf(BenchmarkEvent one) => new()
    {
        ["timestamp"] = one.At is DateTimeOffset at ? TimeOf(at) : null,
        ["source"] = one.Source,
        ["action"] = one.Action,
        ["data"] = one.Data.Length == 0 ? null : Parsed(one.Data),
    };

    /// <summary>Returns stored JSON, or the text itself where it is none.</summary>
    private static JsonNode? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return JsonValue.Create(json);
        }
    }

    private static string ErrorIn(string json) =>
        Parsed(json) is JsonObject failed && failed["error"] is JsonValue error && error.TryGetValue(out string? why) ? why : json;

    private static JsonValue? NullIfEmpty(string text) => text.Length == 0 ? null : JsonValue.Create(text);
}
