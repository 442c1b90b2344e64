using System.Net;
using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>A service that says the key again in every spelling: no page, route, stream or file of the dashboard tells it.</summary>
public sealed class KeySecrecyTests
{
    private const string Key = "sk-canary-93c1e07d5ab2486fcanary";

    private const int Longest = 1_000_000;

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Key_is_told_nowhere(bool refuses)
    {
        using var folder = new TemporaryFolder();
        await using var service = new EchoingService(refuses);
        await using RunningDashboard dashboard = await RunningDashboard.StartUnderAsync(
            [],
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["OPENAI_API_KEY"] = Key },
            "--base-url",
            service.BaseAddress);
        HttpClient client = dashboard.Program;
        using BrowserVisit visit = await dashboard.VisitAsync();
        JsonObject asked = JsonNode.Parse(HeldInterview.Request("one"))!.AsObject();
        asked["maximum_turns"] = 1;
        await client.SendJsonAsync("POST", HeldInterview.Path, asked.ToJsonString()).JsonAsync(HttpStatusCode.Accepted);
        await using (EventReader feed = await EventReader.OpenAsync(client, $"{HeldInterview.Path}/one/events"))
        {
            AssertNotTold("the stream", string.Concat((await feed.RestAsync()).Select(item => $"{item.Kind} {item.Data}\n")));
        }

        await Until.TrueAsync("the run is over", async () => await client.StandingAsync("one") != "running");
        Assert.NotEmpty(service.Requests);
        JsonNode cases = await client.GetAsync($"{HeldInterview.Path}/one/cases").JsonAsync();
        string[] ofCases = [.. cases.AsArray().SelectMany(one => PathsOf(Uri.EscapeDataString(one!["id"]!.GetValue<string>())))];
        string[] ofSeed = [.. (await client.GetAsync(SavedInterview.Path).JsonAsync()).AsArray()
            .Select(run => SavedInterview.PathOf(run!["run_id"]!.GetValue<string>()))];
        foreach (string path in Paths.Concat(ofCases).Concat(ofSeed))
        {
            using HttpResponseMessage answer = await visit.Client.GetAsync(path);
            AssertNotTold(path, await answer.Content.ReadAsStringAsync());
            AssertNotTold($"the headers of {path}", $"{answer.Headers}{answer.Content.Headers}");
        }

        foreach ((string method, string path) in new[] { ("POST", "/session"), ("POST", "/results/one/quality/questions?agreed=true") })
        {
            using var agreed = new FormUrlEncodedContent([KeyValuePair.Create("agreed", "true")]);
            using HttpResponseMessage answer = await client.PostAsync(path, agreed);
            AssertNotTold($"{method} {path}", await answer.Content.ReadAsStringAsync());
        }

        AssertNotTold("the error output", dashboard.Errors);
        Assert.Equal(0, await dashboard.TerminateAsync());

        // Files of runs that go on well have tests of their own, and to decode all that is in them takes long.
        if (refuses) Assert.Empty(Leaks.In(folder.Path, Key));
    }

    private static string[] Paths =>
    [
        "/", "/results", "/results/one", "/results/one/transcript", "/results/one/events", "/results/one/prompts",
        "/results/one/quality", "/results/one/tests", "/results/one/audio", "/results/one/report", "/results/one/text",
        "/gates?run=one", "/compare?run=one&run=one", "/pulse", "/token", "/api/openai-key", "/api/prompts", "/api/v1/runs",
        "/api/v1/runs/one", "/api/v1/runs/one/gate?rule=pass_rate%3E0",
        "/api/v1/comparison?before=one&after=one", "/api/v1/models", "/api/v1/openapi.json",
    ];

    private static IEnumerable<string> PathsOf(string caseId) =>
    [
        $"/results/one/events/more?case={caseId}", $"/results/one/events/raw?case={caseId}&from=0&count=1000",
        .. new[] { "transcript", "events", "events/0?count=1000", "tests", "metrics" }
            .Select(part => $"{HeldInterview.Path}/one/cases/{caseId}/{part}"),
    ];

    /// <summary>A long answer holds what the shorter ones hold in parts, and is looked at for the plain key alone.</summary>
    private static void AssertNotTold(string where, string text)
    {
        bool isTold = text.Contains(Key[..14], StringComparison.Ordinal)
            || (text.Length < Longest && SecretSpelling.Tells(text, Key));
        Assert.False(isTold, $"The key is in {where}.");
    }
}
