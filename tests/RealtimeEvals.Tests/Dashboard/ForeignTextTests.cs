using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>SQL, HTML and scripts in ids, names, prompts and transcripts: unharmed in JSON, and text in pages.</summary>
public sealed class ForeignTextTests(ForeignTextTests.Setup setup) : IClassFixture<ForeignTextTests.Setup>
{
    private const string Planted = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{7*7}}";
    private const string Sql = "'; DROP TABLE interviews; --";
    private const string PromptName = "<img src=x onerror=alert(2)>'; DROP TABLE runs; -- interviewer";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private RunningDashboard Dashboard => setup.Dashboard;

    private HttpClient Client => setup.Dashboard.Program;

    [Theory(Timeout = 300_000)]
    [InlineData(Planted)]
    [InlineData(Sql)]
    [InlineData("a/b")]
    [InlineData("a b+c&d=e?f#g")]
    [InlineData("100% %41 %zz")]
    [InlineData("\u202Efdp.exe")]
    [InlineData("\u65E5\u672C\U0001F600")]
    [InlineData("...")]
    [InlineData("a~b\\c")]
    public async Task Run_with_such_an_id_comes_back_and_is_text_on_every_page(string id)
    {
        string body = Body(id);
        string path = SavedInterview.PathOf(id);

        JsonNode saved = await Client.SendJsonAsync("PUT", path, body).JsonAsync();
        JsonNode run = await Client.GetAsync(path).JsonAsync();

        Assert.Equal(id, saved["run"]!["run_id"]!.GetValue<string>());
        Assert.Equal(id, run["run_id"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body)!["conversation_history"], run["conversation_history"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body)!["event_log"], run["event_log"]));
        Assert.Equal(PromptName, run["interviewer_prompt_name"]!.GetValue<string>());
        await Client.SendAsync("POST", $"{path}/tests").JsonAsync();
        await Client.SendAsync("POST", $"{path}/metrics").JsonAsync();
        JsonNode listed = await Client.GetAsync($"{HeldInterview.Path}/{Uri.EscapeDataString(id)}").JsonAsync();
        Assert.Equal(id, listed["id"]!.GetValue<string>());
        string page = $"/results/{Uri.EscapeDataString(id)}";
        foreach (string tab in new[] { "", "/transcript", "/events", "/prompts", "/quality", "/tests" })
        {
            AssertText(await Client.GetAsync(page + tab).PageAsync());
        }

        string text = await (await Client.GetAsync($"{page}/text")).Content.ReadAsStringAsync();
        Assert.Contains(Planted, text, StringComparison.Ordinal);
        AssertText(await Client.GetAsync("/results").PageAsync());
        AssertText(await Client.GetAsync($"/compare?run={Uri.EscapeDataString(id)}&run={Uri.EscapeDataString(id)}").PageAsync());
        AssertText(await Client.GetAsync($"/gates?run={Uri.EscapeDataString(id)}").PageAsync());
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Planted)]
    [InlineData(Sql)]
    [InlineData("%")]
    [InlineData("_' OR 1=1 --")]
    public async Task Such_words_in_an_address_are_text_and_find_nothing(string words)
    {
        string id = await Client.SaveAsync();
        string asked = Uri.EscapeDataString(words);

        JsonNode found = await Client.GetAsync($"{HeldInterview.Path}?search={asked}").JsonAsync();
        Assert.All(found["items"]!.AsArray(), run => Assert.All(
            words.Split(' '),
            word => Assert.Contains(word, $"{run!["name"]} {run["prompts"]}", StringComparison.OrdinalIgnoreCase)));
        AssertText(await Client.GetAsync($"/results?search={asked}&harness={asked}").PageAsync());

        // Interviews of other tests may bear the words themselves as their names.
        string no = $"{asked}{Guid.NewGuid():N}";
        string[] wrong =
        [
            $"/results?sort={no}", $"/results?standing={no}", $"/results?page={no}", $"/results/{no}", $"/results/{id}/{no}",
            $"/results/{id}/transcript?case={no}", $"/compare?run={no}&run={no}", $"/gates?run={no}", $"/results/{id}/events/raw?case={no}",
        ];
        foreach (string path in wrong)
        {
            using HttpResponseMessage answer = await Client.GetAsync(path);
            Assert.InRange((int)answer.StatusCode, 400, 404);
            AssertText(await answer.Content.ReadAsStringAsync());
        }

        AssertText(await Client.GetAsync($"/gates?run={id}&rules={asked}&set={asked}").PageAsync());
        Assert.Equal(
            HttpStatusCode.NotFound,
            await Client.GetAsync($"{HeldInterview.Path}/{no}").StatusAsync());
        Assert.Contains(
            id, (await Client.GetAsync(SavedInterview.Path).JsonAsync()).AsArray().Select(run => run!["run_id"]!.GetValue<string>()));
    }

    [Fact(Timeout = 240_000)]
    public async Task Interview_with_such_prompts_is_held_and_is_text_on_every_page()
    {
        using BrowserVisit visit = await Dashboard.VisitAsync();
        (string, string)[] form =
        [
            ("interviewer", PromptName), ("participant", "plain-participant"), ("run_name", "held"), ("maximum_turns", "2"),
            ("interviewer_voice", Planted), ("prompt_values", $"7*7={Planted}"),
        ];
        string query = string.Join('&', form.Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"));
        AssertText(await visit.Client.GetAsync($"/?{query}").PageAsync());
        using (HttpResponseMessage plan = await visit.Client.GetAsync($"/plan?{query}"))
        {
            AssertText(await plan.Content.ReadAsStringAsync());
        }

        AssertText(await visit.Client.GetAsync("/").PageAsync());
        JsonNode prompt = await Client.GetAsync($"/api/prompts/{Uri.EscapeDataString(PromptName)}").JsonAsync();
        Assert.Equal($"Ask this: {Planted}", prompt["prompt"]!.GetValue<string>());
        HttpStatusCode started = await Client.SendJsonAsync("POST", HeldInterview.Path, new JsonObject
        {
            ["interviewer"] = PromptName,
            ["participant"] = "plain-participant",
            ["run_name"] = "held",
            ["maximum_turns"] = 2,
            ["prompt_values"] = new JsonArray($"7*7={Planted}"),
        }.ToJsonString()).StatusAsync();

        Assert.Contains(started, new[] { HttpStatusCode.Accepted, HttpStatusCode.BadRequest });
        if (started != HttpStatusCode.Accepted) return;
        await Until.TrueAsync("the run is over", async () => await Client.StandingAsync("held") != "running");
        foreach (string tab in new[] { "transcript", "events", "prompts", "quality", "tests", "audio", "report" })
        {
            AssertText(await Client.GetAsync($"/results/held/{tab}").PageAsync());
        }
    }

    /// <summary>The only scripts are ours, and no tag of what was planted is a tag.</summary>
    private static void AssertText(string html)
    {
        foreach (Match script in Regex.Matches(html, "<script(?<rest>[^>]*)>", RegexOptions.IgnoreCase, Limit))
        {
            Assert.Matches("^ src=\"/assets/[a-z]+\\.[0-9a-f]+\\.js\" defer", script.Groups["rest"].Value);
        }

        // What is within quotation marks is the value of an attribute: in a text they are escaped.
        string tags = Regex.Replace(html, "=\"[^\"]*\"", "", RegexOptions.None, Limit);
        Assert.DoesNotMatch(new Regex("<img|<svg/|<[a-z][^<>]*\\son[a-z]+\\s*=", RegexOptions.IgnoreCase, Limit), tags);
        Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
    }

    private static string Body(string id) => new JsonObject
    {
        ["conversation_history"] = new JsonArray(
            Line("interviewer", $"{Planted} {id}"), Line("simulated_user", $"{Sql}\0\u001B[31m{Planted}")),
        ["event_log"] = new JsonArray(new JsonObject
        {
            ["timestamp"] = "2026-03-01T10:00:00.000Z",
            ["source"] = Planted,
            ["action"] = $"{Sql}{Planted}",
            ["data"] = new JsonObject { [Planted] = Sql },
        }),
        ["interviewer_prompt_name"] = PromptName,
        ["simulated_user_prompt_name"] = Planted,
    }.ToJsonString();

    private static JsonObject Line(string speaker, string content) =>
        new() { ["speaker"] = speaker, ["content"] = content, ["timestamp"] = "2026-03-01T10:00:00.000Z" };

    /// <summary>A dashboard with prompts of such names and texts.</summary>
    public sealed class Setup : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public RunningDashboard Dashboard { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Directory.CreateDirectory(_folder.PathOf("prompts"));
            _folder.Write($"prompts/{PromptName}.txt", $"Ask this: {Planted}");
            _folder.Write("prompts/plain-participant.txt", $"Answer this: {Planted}");
            Dashboard = await RunningDashboard.StartAsync(_folder.Path, "--sandbox", "--prompt-path", _folder.PathOf("prompts"));
        }

        public async ValueTask DisposeAsync()
        {
            await Dashboard.DisposeAsync();
            StoreRows.AssertWhole(RunningDashboard.StoreOf(_folder.Path));
            _folder.Dispose();
        }
    }
}
