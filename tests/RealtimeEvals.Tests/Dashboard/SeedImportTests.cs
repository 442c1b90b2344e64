using System.Text.Json.Nodes;
using RealtimeEvals.Adapters;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>A run of a database of the benchmark platform of vCDR.</summary>
[Collection(typeof(SharedDashboard))]
public sealed class SeedImportTests(DashboardFixture fixture)
{
    private const string Conversation =
        """
        [{"speaker":"interviewer","content":"What\nis 1 < 2? \uD83D\uDE00","timestamp":"2026-01-02T03:04:05.678Z"},
         {"speaker":"simulated_user","content":"\"True\", I think.","timestamp":"2026-01-02T03:04:09.000Z"}]
        """;

    private const string Events =
        """
        [{"timestamp":"2026-01-02T03:04:05.000Z","source":"system","action":"Run started","data":{"a":[1,2.50,null],"b":""}},
         {"timestamp":"2026-01-02T03:04:06.000Z","source":"realtime_api","action":"response.done","data":null}]
        """;

    private const string Metrics =
        """
        {"computed_at":"2026-01-03T00:00:00.000Z","run_id":"old-1",
         "simple_analysis":{"computed_at":"2026-01-03T00:00:00.000Z","version":"1.0.0","source":"simplified_analysis","metrics":{
           "conversation_flow":{"total_turns":2,"interviewer_turns":1,"participant_turns":1,"turn_ratio":"1.00","duration_minutes":0.05},
           "participant_engagement":{"avg_response_length":16,"response_rate":1,"engagement_score":32}}},
         "vcdr_analysis":null,"has_vcdr_data":false}
        """;

    private const string Tests =
        """
        [{"title":"Conversation Flow","variables":[
          {"metric":"Total Turns","value":2,"status":"good"},{"metric":"Turn Balance","value":1.25,"status":null}]}]
        """;

    [Fact(Timeout = 300_000)]
    public async Task Run_that_was_imported_comes_out_as_it_went_in()
    {
        var row = new SeedRow(
            "old-1", "2026-01-02T03:05:00.000Z", "benchmark", 2, "0123456789abcdef", "fedcba9876543210", Conversation, Events,
            "Asker", "Teller", Metrics, Tests);
        using (IEvalStore store = AdapterServices.OpenStore(fixture.StorePath, TimeProvider.System))
        {
            store.Import(SeedRuns.Of([row], "/data/benchmarks.sqlite"));
        }

        JsonNode run = await fixture.Dashboard.Program.GetAsync(SavedInterview.PathOf("old-1")).JsonAsync();

        var expected = new JsonObject
        {
            ["run_id"] = row.RunId,
            ["created_at"] = row.CreatedAt,
            ["mode"] = row.Mode,
            ["num_turns"] = row.TurnCount,
            ["interviewer_prompt_id"] = row.InterviewerPromptId,
            ["simulated_user_prompt_id"] = row.ParticipantPromptId,
            ["interviewer_prompt_name"] = row.InterviewerPrompt,
            ["simulated_user_prompt_name"] = row.ParticipantPrompt,
            ["conversation_history"] = JsonNode.Parse(Conversation),
            ["event_log"] = JsonNode.Parse(Events),
            ["quality_metrics"] = JsonNode.Parse(Metrics),
            ["benchmark_tests"] = JsonNode.Parse(Tests),
        };
        Assert.All(expected.AsObject(), field => Assert.True(
            JsonNode.DeepEquals(field.Value, run[field.Key]), $"{field.Key}: {run[field.Key]?.ToJsonString()}"));
        Assert.Equal(expected.Names(), run.Names());
    }
}
