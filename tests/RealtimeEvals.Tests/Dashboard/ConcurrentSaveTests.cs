using System.Net;
using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>Several who save a run under one id at once.</summary>
[Collection(typeof(SharedDashboard))]
public sealed class ConcurrentSaveTests(DashboardFixture fixture)
{
    private const int Many = 16;

    private HttpClient Client => fixture.Dashboard.Program;

    [Fact(Timeout = 300_000)]
    public async Task Same_run_is_saved_once_and_all_are_told_so()
    {
        string path = SavedInterview.PathOf("same");

        HttpStatusCode[] told = await Task.WhenAll(Enumerable.Range(0, Many)
            .Select(_ => Client.SendJsonAsync("PUT", path, SavedInterview.Body()).StatusAsync()));

        Assert.All(told, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Single((await Client.GetAsync(SavedInterview.Path).JsonAsync()).AsArray(), Is("same"));
    }

    [Fact(Timeout = 300_000)]
    public async Task One_of_several_runs_is_saved_whole_and_the_others_are_refused()
    {
        string path = SavedInterview.PathOf("different");
        string[] bodies = [.. Enumerable.Range(0, Many).Select(n =>
            SavedInterview.Body(FormattableString.Invariant($"Question {n}?"), FormattableString.Invariant($"Answer {n}.")))];

        HttpStatusCode[] told = await Task.WhenAll(bodies.Select(body => Client.SendJsonAsync("PUT", path, body).StatusAsync()));

        int winner = Array.IndexOf(told, HttpStatusCode.OK);
        Assert.All(told.Index(), one => Assert.Equal(one.Index == winner ? HttpStatusCode.OK : HttpStatusCode.Conflict, one.Item));
        Assert.Single((await Client.GetAsync(SavedInterview.Path).JsonAsync()).AsArray(), Is("different"));
        JsonNode run = await Client.GetAsync(path).JsonAsync();
        JsonNode body = JsonNode.Parse(bodies[winner])!;
        Assert.Equal(body["conversation_history"]!.ToJsonString(), run["conversation_history"]!.ToJsonString());
        Assert.Equal(body["event_log"]!.ToJsonString(), run["event_log"]!.ToJsonString());
    }

    private static Predicate<JsonNode?> Is(string id) => run => run!["run_id"]!.GetValue<string>() == id;
}
