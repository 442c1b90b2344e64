using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>Makes an interview of a row of the benchmark platform of vCDR.</summary>
internal static class SeedRun
{
    private const string System = "system";
    private const string CueDetected = "termination cue detected";

    /// <summary>Returns the interview; null after adding problems.</summary>
    /// <param name="row">The row.</param>
    /// <param name="path">The database that it is from.</param>
    /// <param name="problems">Receives all problems of the row.</param>
    public static BenchmarkRun? ToRun(SeedRow row, string path, DataProblems problems)
    {
        int before = problems.Count;
        DateTimeOffset? createdAt = SeedColumn.TimeOf(row.CreatedAt);
        if (createdAt is null) Column("created_at").Report("", $"'{row.CreatedAt}'", "a time as ISO 8601");
        if (string.IsNullOrWhiteSpace(row.RunId)) Column("run_id").Report("", "blank", "an id");
        ValueList<BenchmarkTurn> turns = new(Turns(Column("conversation_history_json"), row.Conversation));
        ValueList<BenchmarkEvent> events = new(Events(Column("event_log_json"), row.Events));
        ValueList<ConversationVariable> tests = row.Tests is null
            ? ValueList<ConversationVariable>.Empty
            : new(SeedTests.Of(Column("benchmark_tests_json"), row.Tests, row.RunId));
        ValueList<BenchmarkAnalysis> analyses = row.QualityMetrics is null
            ? ValueList<BenchmarkAnalysis>.Empty
            : new(SeedAnalyses.Of(Column("quality_metrics_json"), row.QualityMetrics, createdAt ?? default));
        if (problems.Count > before) return null;

        BenchmarkEvent? cue = events.FirstOrDefault(IsCue);
        return new BenchmarkRun
        {
            Id = row.RunId,
            Status = BenchmarkStatus.Completed,
            EndReason = cue is null ? null : EndReason.Cue,
            EndCue = cue is null ? "" : CueIn(cue),
            Doubt = DoubtOf(row, turns.Count),
            TurnCount = turns.Count,
            InterviewerPrompt = row.InterviewerPrompt ?? "",
            InterviewerPromptId = row.InterviewerPromptId,
            ParticipantPrompt = row.ParticipantPrompt ?? "",
            ParticipantPromptId = row.ParticipantPromptId,
            StartedAt = createdAt!.Value,
            ImportedFrom = path,
            Turns = turns,
            Events = events,
            Tests = tests,
            Analyses = analyses,
        };

        SeedColumn Column(string name) => new(path, row.RunId, name, problems);
    }

    private static string DoubtOf(SeedRow row, int turns) =>
        turns == 0 ? "it holds no turn and was still saved as completed"
        : turns != row.TurnCount ? FormattableString.Invariant($"it was saved as {row.TurnCount} turns and holds {turns}")
        : "";

    private static IEnumerable<BenchmarkTurn> Turns(SeedColumn column, string json) =>
        column.Objects(json).Select((one, index) => new BenchmarkTurn(
            index + 1,
            SpeakerOf(column, one.Place, one.Item),
            column.Text(one.Place, one.Item, "content"),
            column.Time(one.Place, one.Item, "timestamp")));

    private static Speaker SpeakerOf(SeedColumn column, string place, JsonElement turn)
    {
        JsonElement found = JsonText.Child(turn, "speaker");
        switch (found.ValueKind == JsonValueKind.String ? found.GetString() : null)
        {
            case "interviewer":
                return Speaker.Agent;
            case "simulated_user":
                return Speaker.Participant;
            default:
                column.Report($"{place}.speaker", found, "interviewer or simulated_user");
                return default;
        }
    }

    private static IEnumerable<BenchmarkEvent> Events(SeedColumn column, string json) =>
        column.Objects(json).Select((one, index) => new BenchmarkEvent(
            index + 1,
            column.Time(one.Place, one.Item, "timestamp"),
            column.Text(one.Place, one.Item, "source"),
            column.Text(one.Place, one.Item, "action"),
            JsonText.Child(one.Item, "data") is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } data
                ? data.GetRawText()
                : ""));

    private static bool IsCue(BenchmarkEvent one) =>
        one.Source == System && one.Action.Contains(CueDetected, StringComparison.OrdinalIgnoreCase);

    private static string CueIn(BenchmarkEvent one) =>
        one.Data.Length > 0 && JsonText.Child(StrictJson.Parse(one.Data), "cue") is { ValueKind: JsonValueKind.String } cue
            ? cue.GetString()!
            : "";
}
