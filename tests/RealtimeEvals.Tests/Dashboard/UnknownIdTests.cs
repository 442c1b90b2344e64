using System.Net;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>What is not there is not found, in the form that the asker understands.</summary>
[Collection(typeof(SharedDashboard))]
public sealed class UnknownIdTests(DashboardFixture fixture)
{
    private HttpClient Client => fixture.Dashboard.Program;

    [Theory(Timeout = 300_000)]
    [InlineData("GET", "/api/benchmark-runs/nobody")]
    [InlineData("GET", "/api/benchmark-runs/nobody/metrics")]
    [InlineData("POST", "/api/benchmark-runs/nobody/metrics")]
    [InlineData("GET", "/api/benchmark-runs/nobody/tests")]
    [InlineData("POST", "/api/benchmark-runs/nobody/tests")]
    [InlineData("GET", "/api/prompts/nobody")]
    [InlineData("GET", "/token?interviewerPrompt=nobody")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/session/nothing")]
    public async Task Route_of_the_platform_answers_with_an_error(string method, string path) =>
        await Client.SendAsync(method, path).ErrorAsync(HttpStatusCode.NotFound);

    [Theory(Timeout = 300_000)]
    [InlineData("GET", "/api/v1/runs/nobody")]
    [InlineData("GET", "/api/v1/runs/nobody/cases")]
    [InlineData("GET", "/api/v1/runs/nobody/events")]
    [InlineData("GET", "/api/v1/runs/nobody/gate")]
    [InlineData("GET", "/api/v1/runs/nobody/cases/c/transcript")]
    [InlineData("GET", "/api/v1/runs/nobody/cases/c/events")]
    [InlineData("GET", "/api/v1/runs/nobody/cases/c/events/0")]
    [InlineData("GET", "/api/v1/runs/nobody/cases/c/tests")]
    [InlineData("POST", "/api/v1/runs/nobody/cases/c/tests")]
    [InlineData("GET", "/api/v1/runs/nobody/cases/c/metrics")]
    [InlineData("POST", "/api/v1/runs/nobody/cases/c/metrics")]
    [InlineData("POST", "/api/v1/runs/nobody/end")]
    [InlineData("POST", "/api/v1/runs/nobody/resume")]
    [InlineData("GET", "/api/v1/prompts/nobody")]
    [InlineData("GET", "/api/v1/comparison?before=nobody&after=nobody")]
    [InlineData("GET", "/api/v1/pulse")]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("GET", "/api/v1")]
    public async Task Versioned_route_answers_with_problem_details(string method, string path) =>
        await Client.SendAsync(method, path).ProblemAsync(HttpStatusCode.NotFound);

    [Theory(Timeout = 300_000)]
    [InlineData("GET", "/results/nobody")]
    [InlineData("GET", "/results/nobody/transcript")]
    [InlineData("GET", "/results/nobody/text")]
    [InlineData("GET", "/results/nobody/files/0123")]
    [InlineData("GET", "/results/nobody/events/more")]
    [InlineData("GET", "/results/nobody/events/raw")]
    [InlineData("POST", "/results/nobody/end")]
    [InlineData("POST", "/results/nobody/resume")]
    [InlineData("POST", "/results/nobody/tests")]
    [InlineData("POST", "/results/nobody/quality")]
    [InlineData("POST", "/results/nobody/quality/questions")]
    [InlineData("GET", "/compare?run=nobody&run=nothing")]
    [InlineData("GET", "/gates?run=nobody")]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/assets/nothing.js")]
    [InlineData("GET", "/favicon.png")]
    public async Task Page_answers_with_a_page(string method, string path) =>
        await Client.SendAsync(method, path).PageAsync(HttpStatusCode.NotFound);

    [Fact(Timeout = 300_000)]
    public async Task What_a_saved_interview_does_not_have_is_not_found()
    {
        string id = await Client.SaveAsync();

        await Client.GetAsync($"/results/{id}/nothing").PageAsync(HttpStatusCode.NotFound);
        await Client.GetAsync($"/results/{id}/report").PageAsync(HttpStatusCode.NotFound);
        await Client.GetAsync($"/results/{id}/files/0123").PageAsync(HttpStatusCode.NotFound);
        await Client.GetAsync($"/results/{id}/transcript?case=nobody").PageAsync(HttpStatusCode.NotFound);
        await Client.GetAsync($"/api/v1/runs/{id}/cases/nobody/transcript").ProblemAsync(HttpStatusCode.NotFound);
        await Client.SendAsync("POST", $"/api/v1/runs/{id}/resume").ProblemAsync(HttpStatusCode.NotFound);
        await Client.SendAsync("POST", $"/results/{id}/resume").PageAsync(HttpStatusCode.NotFound);
    }

    [Fact(Timeout = 300_000)]
    public async Task Saved_interview_without_a_folder_has_no_gate_and_no_comparison()
    {
        string id = await Client.SaveAsync();

        System.Text.Json.Nodes.JsonNode gate = await Client.GetAsync($"/api/v1/runs/{id}/gate?rule=pass_rate%3E%3D0").JsonAsync();
        Assert.Equal("not_evaluated", gate["verdict"]!.GetValue<string>());
        Assert.InRange((int)await Client.GetAsync($"/api/v1/comparison?before={id}&after={id}").StatusAsync(), 400, 404);
        await Client.GetAsync($"/gates?run={id}&rules=pass_rate+%3E%3D+0.5").PageAsync();
        await Client.GetAsync($"/compare?run={id}&run={id}").PageAsync();
    }

    [Theory(Timeout = 300_000)]
    [InlineData("DELETE", "/api/benchmark-runs/nobody")]
    [InlineData("PATCH", "/api/prompts")]
    [InlineData("POST", "/api/openai-key")]
    [InlineData("GET", "/session")]
    public async Task Method_that_a_route_of_the_platform_does_not_have_is_refused(string method, string path) =>
        await Client.SendAsync(method, path).ErrorAsync(HttpStatusCode.MethodNotAllowed);

    [Theory(Timeout = 300_000)]
    [InlineData("DELETE", "/api/v1/runs/nobody")]
    [InlineData("PUT", "/api/v1/runs")]
    public async Task Method_that_a_versioned_route_does_not_have_is_refused(string method, string path) =>
        await Client.SendAsync(method, path).ProblemAsync(HttpStatusCode.MethodNotAllowed);

    [Fact(Timeout = 300_000)]
    public async Task Page_after_the_last_one_is_empty()
    {
        await Client.SaveAsync();

        System.Text.Json.Nodes.JsonNode page = await Client.GetAsync($"{HeldInterview.Path}?page={int.MaxValue}").JsonAsync();

        Assert.Empty(page["items"]!.AsArray());
        Assert.Null(page["next"]);
        await Client.GetAsync($"/results?page={int.MaxValue}").PageAsync();
    }
}
