using System.Net;
using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>The routes of the benchmark platform of vCDR for runs and prompts, by requests such as its pages make.</summary>
[Collection(typeof(SharedDashboard))]
public sealed class SeedRouteTests(DashboardFixture fixture)
{
    private static readonly string[] SavedNames =
    [
        "run_id", "created_at", "mode", "num_turns", "interviewer_prompt_id", "simulated_user_prompt_id", "interviewer_prompt_name",
        "simulated_user_prompt_name",
    ];

    private HttpClient Client => fixture.Dashboard.Program;

    [Fact(Timeout = 300_000)]
    public async Task Create_gives_an_id_and_stores_nothing()
    {
        JsonNode created = await Client.SendAsync("POST", SavedInterview.Path).JsonAsync();

        Assert.Equal(["run_id", "created_at"], created.Names());
        string id = created["run_id"]!.GetValue<string>();
        Assert.True(Guid.TryParseExact(id, "D", out _), id);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", created["created_at"]!.GetValue<string>());
        await Client.GetAsync(SavedInterview.PathOf(id)).ErrorAsync(HttpStatusCode.NotFound);
    }

    [Fact(Timeout = 300_000)]
    public async Task Save_answers_what_is_known_of_the_run()
    {
        string id = $"{Guid.NewGuid():D}";

        JsonNode saved = await Client.SendJsonAsync("PUT", SavedInterview.PathOf(id), SavedInterview.Body()).JsonAsync();

        Assert.Equal(["ok", "run"], saved.Names());
        Assert.True(saved["ok"]!.GetValue<bool>());
        JsonNode run = saved["run"]!;
        Assert.Equal(SavedNames, run.Names());
        Assert.Equal((id, "benchmark", 2), (Text(run, "run_id"), Text(run, "mode"), run["num_turns"]!.GetValue<int>()));
        Assert.Equal("clinic-intake-interviewer", Text(run, "interviewer_prompt_name"));
        Assert.Equal("patient-participant", Text(run, "simulated_user_prompt_name"));
        Assert.Matches("^[0-9a-f]{16}$", Text(run, "interviewer_prompt_id"));
        Assert.Matches("^[0-9a-f]{16}$", Text(run, "simulated_user_prompt_id"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Save_of_a_run_without_names_takes_those_of_the_platform()
    {
        JsonNode saved = await Client
            .SendJsonAsync("PUT", SavedInterview.PathOf($"{Guid.NewGuid():D}"), SavedInterview.EmptyBody).JsonAsync();

        JsonNode run = saved["run"]!;
        Assert.Equal(("interviewer", "candidate"), (Text(run, "interviewer_prompt_name"), Text(run, "simulated_user_prompt_name")));
        Assert.Matches("^fallback_[0-9a-f]{12}$", Text(run, "interviewer_prompt_id"));
        Assert.Equal(0, run["num_turns"]!.GetValue<int>());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"event_log":[]}""", "conversation_history")]
    [InlineData("""{"conversation_history":[]}""", "event_log")]
    [InlineData("""{"conversation_history":null,"event_log":[]}""", "conversation_history")]
    [InlineData("""{"conversation_history":[],"event_log":{}}""", "event_log")]
    [InlineData("""{"conversation_history":[{"speaker":"ghost","content":"x"}],"event_log":[]}""", "speaker")]
    [InlineData("""{"conversation_history":[{"speaker":"interviewer"}],"event_log":[]}""", "content")]
    [InlineData("""{"conversation_history":[],"event_log":[7]}""", "event_log")]
    [InlineData("""{"conversation_history":[],"event_log":[],"mode":"practice"}""", "mode")]
    [InlineData("""{"conversation_history":[],"event_log":[],"interviewer_prompt_name":7}""", "interviewer_prompt_name")]
    [InlineData("[]", "object")]
    [InlineData("null", "object")]
    public async Task Save_of_a_run_that_lacks_something_is_refused_and_stores_nothing(string body, string word)
    {
        string id = $"{Guid.NewGuid():D}";

        string error = await Client.SendJsonAsync("PUT", SavedInterview.PathOf(id), body).ErrorAsync(HttpStatusCode.BadRequest);

        Assert.Contains(word, error, StringComparison.Ordinal);
        await Client.GetAsync(SavedInterview.PathOf(id)).ErrorAsync(HttpStatusCode.NotFound);
    }

    [Fact(Timeout = 300_000)]
    public async Task Second_save_of_the_same_changes_nothing_and_another_one_is_refused()
    {
        string id = await Client.SaveAsync();
        string before = (await Client.GetAsync(SavedInterview.PathOf(id)).JsonAsync()).ToJsonString();

        JsonNode again = await Client.SendJsonAsync("PUT", SavedInterview.PathOf(id), SavedInterview.Body()).JsonAsync();
        string error = await Client
            .SendJsonAsync("PUT", SavedInterview.PathOf(id), SavedInterview.Body(answered: "Badly."))
            .ErrorAsync(HttpStatusCode.Conflict);

        Assert.Equal(JsonNode.Parse(before)!["created_at"]!.ToJsonString(), again["run"]!["created_at"]!.ToJsonString());
        Assert.Contains(id, error, StringComparison.Ordinal);
        Assert.Equal(before, (await Client.GetAsync(SavedInterview.PathOf(id)).JsonAsync()).ToJsonString());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("2026-03-01T10:00:00.1234567Z")]
    [InlineData("2026-03-01T10:00:00+02:00")]
    [InlineData("2026-03-01T10:00:00")]
    public async Task Second_save_is_the_same_however_its_times_are_written(string time)
    {
        string body = SavedInterview.Body().Replace("2026-03-01T10:00:00.000Z", time, StringComparison.Ordinal);
        string id = await Client.SaveAsync(body);

        await Client.SendJsonAsync("PUT", SavedInterview.PathOf(id), body).JsonAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task Second_save_is_the_same_when_its_json_is_spaced_otherwise()
    {
        string id = await Client.SaveAsync();
        string spaced = JsonNode.Parse(SavedInterview.Body())!.ToJsonString(new() { WriteIndented = true });

        await Client.SendJsonAsync("PUT", SavedInterview.PathOf(id), spaced).JsonAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task List_gives_three_fields_of_each_run_and_the_newest_first()
    {
        string older = await Client.SaveAsync();
        string newer = await Client.SaveAsync();

        JsonArray list = (await Client.GetAsync(SavedInterview.Path).JsonAsync()).AsArray();

        Assert.All(list, run => Assert.Equal(["run_id", "created_at", "num_turns"], run!.Names()));
        string[] ids = [.. list.Select(run => Text(run!, "run_id"))];
        Assert.InRange(Array.IndexOf(ids, newer), 0, Array.IndexOf(ids, older) - 1);
        string[] times = [.. list.Select(run => Text(run!, "created_at"))];
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_comes_back_with_everything_that_was_saved()
    {
        string id = await Client.SaveAsync();

        JsonNode run = await Client.GetAsync(SavedInterview.PathOf(id)).JsonAsync();

        Assert.Equal(
            [.. SavedNames, "conversation_history", "event_log", "quality_metrics", "benchmark_tests"],
            run.Names());
        JsonNode body = JsonNode.Parse(SavedInterview.Body())!;
        Assert.Equal(body["conversation_history"]!.ToJsonString(), run["conversation_history"]!.ToJsonString());
        Assert.Equal(body["event_log"]!.ToJsonString(), run["event_log"]!.ToJsonString());
        Assert.Null(run["quality_metrics"]);
        Assert.Null(run["benchmark_tests"]);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("metrics")]
    [InlineData("tests")]
    public async Task What_was_not_computed_is_not_found_and_what_was_comes_back(string what)
    {
        string id = await Client.SaveAsync();
        string path = $"{SavedInterview.PathOf(id)}/{what}";

        JsonNode missing = await Client.GetAsync(path).JsonAsync(HttpStatusCode.NotFound);
        JsonNode made = await Client.SendAsync("POST", path).JsonAsync();
        JsonNode found = await Client.GetAsync(path).JsonAsync();

        Assert.Equal(["error", "computed"], missing.Names());
        Assert.False(missing["computed"]!.GetValue<bool>());
        Assert.Equal(["ok", what, "message"], made.Names());
        Assert.Equal(["ok", "computed", what], found.Names());
        Assert.True(made["ok"]!.GetValue<bool>() && found["ok"]!.GetValue<bool>() && found["computed"]!.GetValue<bool>());
        Assert.Equal(made[what]!.ToJsonString(), found[what]!.ToJsonString());
        JsonNode run = await Client.GetAsync(SavedInterview.PathOf(id)).JsonAsync();
        Assert.Equal(made[what]!.ToJsonString(), run[what == "tests" ? "benchmark_tests" : "quality_metrics"]!.ToJsonString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Metrics_have_the_shape_of_the_platform()
    {
        string id = await Client.SaveAsync();

        JsonNode metrics = (await Client.SendAsync("POST", $"{SavedInterview.PathOf(id)}/metrics").JsonAsync())["metrics"]!;

        Assert.Equal(["computed_at", "run_id", "simple_analysis", "vcdr_analysis", "has_vcdr_data"], metrics.Names());
        Assert.Equal((id, false), (Text(metrics, "run_id"), metrics["has_vcdr_data"]!.GetValue<bool>()));
        Assert.Null(metrics["vcdr_analysis"]);
        JsonNode simple = metrics["simple_analysis"]!;
        Assert.Equal(["computed_at", "version", "source", "metrics"], simple.Names());
        Assert.Equal("simplified_analysis", Text(simple, "source"));
        JsonNode flow = simple["metrics"]!["conversation_flow"]!;
        Assert.Equal(["total_turns", "interviewer_turns", "participant_turns", "turn_ratio", "duration_minutes"], flow.Names());
        Assert.Equal((2, "1.00"), (flow["total_turns"]!.GetValue<int>(), Text(flow, "turn_ratio")));
        Assert.Equal(
            ["avg_response_length", "response_rate", "engagement_score"],
            simple["metrics"]!["participant_engagement"]!.Names());
    }

    [Fact(Timeout = 300_000)]
    public async Task Tests_have_the_shape_of_the_platform()
    {
        string id = await Client.SaveAsync();

        JsonArray tests = (await Client.SendAsync("POST", $"{SavedInterview.PathOf(id)}/tests").JsonAsync())["tests"]!.AsArray();

        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.Equal(["title", "variables"], test!.Names()));
        JsonNode[] variables = [.. tests.SelectMany(test => test!["variables"]!.AsArray()).Select(one => one!)];
        Assert.All(variables, one => Assert.Equal(["metric", "value", "status"], one.Names()));
        Assert.All(variables, one => Assert.Contains(one["status"]?.GetValue<string>(), new[] { "good", "warning", "poor", null }));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("metrics")]
    [InlineData("tests")]
    public async Task Nothing_is_computed_of_an_empty_conversation(string what)
    {
        string id = await Client.SaveAsync(SavedInterview.EmptyBody);

        await Client.SendAsync("POST", $"{SavedInterview.PathOf(id)}/{what}").ErrorAsync(HttpStatusCode.BadRequest);

        await Client.GetAsync($"{SavedInterview.PathOf(id)}/{what}").JsonAsync(HttpStatusCode.NotFound);
    }

    [Fact(Timeout = 300_000)]
    public async Task Prompts_are_listed_by_name_and_file()
    {
        JsonArray prompts = (await Client.GetAsync("/api/prompts").JsonAsync()).AsArray();

        Assert.All(prompts, prompt => Assert.Equal(["name", "filename"], prompt!.Names()));
        Assert.Contains(
            """{"name":"patient-participant","filename":"patient-participant.txt"}""", prompts.Select(one => one!.ToJsonString()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Prompt_has_name_text_model_and_role()
    {
        JsonNode prompt = await Client.GetAsync("/api/prompts/patient-participant").JsonAsync();

        Assert.Equal(["name", "prompt", "model", "role"], prompt.Names());
        Assert.Equal(
            ("Patient-participant", "gpt-4", "patient-participant"),
            (Text(prompt, "name"), Text(prompt, "model"), Text(prompt, "role")));
        string text = Text(prompt, "prompt");
        Assert.Equal(text.Trim(), text);
        Assert.NotEmpty(text);
    }

    private static string Text(JsonNode json, string name) => json[name]!.GetValue<string>();
}
