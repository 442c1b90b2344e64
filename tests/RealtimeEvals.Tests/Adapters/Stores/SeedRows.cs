using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Tests.Adapters.Stores;

/// <summary>Rows as the benchmark platform of vCDR writes them.</summary>
internal static class SeedRows
{
    public const string Conversation =
        """
        [{"speaker":"interviewer","content":"What day is it?\nTake your time.","timestamp":"2026-02-09T22:28:20.100Z"},
        {"speaker":"simulated_user","content":"\"Monday.\"","timestamp":"2026-02-09T22:28:22.200Z"}]
        """;

    public const string Events =
        """
        [{"timestamp":"2026-02-09T22:28:10.441Z","source":"system","action":"Benchmark run started","data":{"runId":"r1"}},
        {"timestamp":"2026-02-09T22:28:11.000Z","source":"realtime_api","action":"response.done",
        "data":{"eventId":"e","hasTranscript":false}},
        {"timestamp":"2026-02-09T22:29:03.000Z","source":"system","action":"Termination cue detected","data":{"cue":"That is all"}}]
        """;

    public const string Tests =
        """
        [{"title":"Conversation Flow Test","variables":[{"metric":"Total Turns","value":3},
        {"metric":"Turn Balance","value":1,"status":"good"}]}]
        """;

    public const string Metrics =
        """
        {"computed_at":"2026-02-10T08:00:00.000Z","run_id":"r1","simple_analysis":{"version":"1.0.0","metrics":{"x":1}},
        "vcdr_analysis":null,"vcdr_error":"exit code 2","has_vcdr_data":false}
        """;

    /// <summary>A row with everything.</summary>
    public static SeedRow Row() => new(
        "r1", "2026-02-09T22:29:04.473Z", "benchmark", 2, "0d178c9ce98f79ea", "73bb18925d6e62da", Conversation, Events,
        "5 - Partner - Orientation", "partner", Metrics, Tests);
}
