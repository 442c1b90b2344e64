using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>The routes of the benchmark platform of vCDR around a session, and its smoke test.</summary>
[Collection(typeof(SharedDashboard))]
public sealed class SessionRouteTests(DashboardFixture fixture)
{
    private HttpClient Client => fixture.Dashboard.Program;

    [Fact(Timeout = 300_000)]
    public async Task Token_is_a_secret_that_opens_one_session()
    {
        JsonNode secret = await Client.GetAsync("/token?interviewerPrompt=clinic-intake-interviewer").JsonAsync();

        Assert.NotEmpty(secret["value"]!.GetValue<string>());
        Assert.True(secret["expires_at"]!.GetValue<long>() > 0);
        JsonNode session = secret["session"]!;
        Assert.Equal("realtime", session["type"]!.GetValue<string>());
        Assert.Contains("Noor", session["instructions"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("alloy", session["audio"]!["output"]!["voice"]!.GetValue<string>());
    }

    [Fact(Timeout = 300_000)]
    public async Task Token_of_a_prompt_that_is_not_there_is_not_found() =>
        await Client.GetAsync("/token?interviewerPrompt=nobody").ErrorAsync(HttpStatusCode.NotFound);

    [Theory(Timeout = 300_000)]
    [InlineData("""{"interviewerPrompt":"clinic-intake-interviewer"}""")]
    [InlineData(null)]
    public async Task Configuration_of_a_session_is_told(string? body)
    {
        Task<HttpResponseMessage> sent = body is null
            ? Client.SendAsync("POST", "/api/session-config")
            : Client.SendJsonAsync("POST", "/api/session-config", body);

        JsonNode session = (await sent.JsonAsync())["session"]!;

        Assert.Equal("realtime", session["type"]!.GetValue<string>());
        Assert.NotEmpty(session["instructions"]!.GetValue<string>());
    }

    [Fact(Timeout = 300_000)]
    public async Task Key_is_not_handed_out_any_more()
    {
        string why = await Client.GetAsync("/api/openai-key").ErrorAsync(HttpStatusCode.Gone);

        Assert.Contains("/token", why, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Session_without_an_offer_is_refused() =>
        await Client.PostAsync("/session", new StringContent("", Encoding.UTF8, "application/sdp")).ErrorAsync(HttpStatusCode.BadRequest);

    [Fact(Timeout = 300_000)]
    public async Task Smoke_test_needs_a_run_whose_prompts_it_takes()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard fresh = await RunningDashboard.StartAsync(folder.Path, "--sandbox");

        JsonNode refused = await fresh.Program.SendAsync("POST", "/api/test-vcdr-integration").JsonAsync(HttpStatusCode.BadRequest);
        await fresh.Program.SaveAsync();
        JsonNode done = await fresh.Program.SendAsync("POST", "/api/test-vcdr-integration").JsonAsync();

        Assert.False(refused["ok"]!.GetValue<bool>());
        Assert.NotEmpty(refused["error"]!.GetValue<string>());
        Assert.True(done["ok"]!.GetValue<bool>());
        Assert.Equal(6, done["sample_conversation"]!.AsArray().Count);
        Assert.NotNull(done["metrics"]!["simple_analysis"]);
        Assert.Single((await fresh.Program.GetAsync(SavedInterview.Path).JsonAsync()).AsArray());
    }
}
