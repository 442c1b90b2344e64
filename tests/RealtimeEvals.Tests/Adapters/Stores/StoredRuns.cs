using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Tests.Adapters.Stores;

/// <summary>What a store is given.</summary>
internal static class StoredRuns
{
    /// <summary>Characters that a database or a file might lose.</summary>
    public const string Odd = "'; DROP TABLE turns; -- \"\\ \r\n\t\0 é \u0085 \u2028 \U0001F600 e\u0301 <b>&amp;";

    private static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567);

    /// <summary>An interview in which every property has a value of its own.</summary>
    public static BenchmarkRun Interview(string id = "nightly/clinic", string runPath = "/runs/nightly") => new()
    {
        Id = id,
        Status = BenchmarkStatus.Cancelled,
        EndReason = EndReason.Cue,
        Outcome = Outcome.Fail,
        Rationale = Odd,
        Doubt = "it was cut short",
        TurnCount = 3,
        InterviewerPrompt = "5 - Partner - Orientation",
        InterviewerPromptId = "0d178c9ce98f79ea",
        InterviewerPromptText = $"Ask. {Odd}",
        ParticipantPrompt = "partner",
        ParticipantPromptId = "73bb18925d6e62da",
        ParticipantPromptText = "Answer.",
        EndCue = "That completes the interview",
        InterviewerModel = "gpt-realtime-2.1",
        ParticipantModel = "gpt-5",
        Provider = "sandbox",
        StartedAt = Noon,
        EndedAt = Noon.AddSeconds(90.5),
        CostUsd = 0.123_456_789_012_345_678_9m,
        ProductVersion = "1.2.3",
        RunId = "nightly",
        ConversationId = id.Split('/')[^1],
        RunPath = runPath,
        ImportedFrom = "/data/seed.sqlite",
        Turns = new(
        [
            new(1, Speaker.Agent, $"Hello.\n{Odd}", Noon, 412.25),
            new(2, Speaker.Participant, ""),
            new(3, Speaker.Agent, "That completes the interview.", Noon.AddTicks(1)),
        ]),
        Events = new(
        [
            new(1, Noon, "system", "Benchmark run started", """{"runId":"x","n":[1,2.50]}"""),
            new(2, null, "assistant", "response.done", ""),
        ]),
        Tests = new(
        [
            new()
            {
                Conversation = "clinic", Test = "Flow", Metric = "total turns", Value = 0.1, Status = VariableStatus.Good,
                Bounds = "good from 10", Detail = "turns 1 and 3",
            },
            new() { Conversation = "clinic", Test = "Health", Metric = "loop" },
            new() { Conversation = "clinic", Test = "Flow", Metric = "balance", Value = 50, Status = VariableStatus.Poor },
        ]),
        Analyses = new(
        [
            new("simple", Noon, IsFailed: false, """{"metrics":{}}"""),
            new("questions", Noon.AddDays(1), IsFailed: true, """{"error":"no answer"}"""),
        ]),
    };

    /// <summary>A run in which every property has a value of its own.</summary>
    public static EvalRunSummary Run(string runPath = "/runs/nightly") => new()
    {
        RunId = "nightly",
        Harness = "run",
        State = RunState.Cancelled,
        Outcome = Outcome.Fail,
        StartedAt = Noon,
        Provider = "api.openai.com",
        Model = "gpt-realtime-2.1",
        Planned = 15,
        DataCases = 20,
        Passed = 5,
        Failed = 4,
        Errored = 3,
        Inconclusive = 2,
        Skipped = 1,
        PassRate = 1 / 3.0,
        LatencyFirstAudioMsP50 = 400.5,
        LatencyFirstAudioMsP95 = 800.25,
        LatencyCount = 7,
        UncertainLatencyCount = 3,
        CostUsd = 79_228_162_514.264_337_593_543m,
        Duration = TimeSpan.FromTicks(1_234_567_891),
        RunPath = runPath,
    };

    /// <summary>The names of the properties that have the value that they have when nobody sets them.</summary>
    public static IEnumerable<string> Unset<T>(T given, T empty) where T : notnull =>
        from property in typeof(T).GetProperties()
        where Equals(property.GetValue(given), property.GetValue(empty))
        select property.Name;
}
