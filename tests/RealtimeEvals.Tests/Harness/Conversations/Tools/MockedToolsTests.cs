using System.Text.Json;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations.Tools;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Tools;

public sealed class MockedToolsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task First_mock_that_answers_counts()
    {
        MockedTools tools = Tools(
            Simulated.Mock("pay", """{"by":"pay"}"""),
            Simulated.Mock("look", """{"by":"id"}""", """{"id":"LK-1"}"""),
            Simulated.Mock("look", """{"by":"any"}"""),
            Simulated.Mock("look", """{"by":"never"}"""));

        Assert.Equal(
            [("""{"by":"id"}""", 2), ("""{"by":"any"}""", 3), ("""{"by":"any"}""", 3), ("""{"by":"pay"}""", 1)],
            [
                await AskAsync(tools, """{"id":"LK-1"}"""),
                await AskAsync(tools, """{"id":"LK-2"}"""),
                await AskAsync(tools, "{}"),
                await AskAsync(tools, """{"id":"LK-1"}""", "pay"),
            ]);
    }

    [Theory]
    [InlineData("""{"id":"LK-1"}""", """{"id":"lk 1"}""", true)]
    [InlineData("""{"id":"LK-1"}""", """{"id":"L.K.1","note":"more"}""", true)]
    [InlineData("""{"id":"LK-1"}""", """{"id":"LK-10"}""", false)]
    [InlineData("""{"id":"LK-1"}""", """{"note":"LK-1"}""", false)]
    [InlineData("""{"at":"8 Heather Rd, Elmbridge"}""", """{"at":"8 heather road elmbridge"}""", true)]
    [InlineData("""{"at":"8 Heather Rd"}""", """{"at":"9 Heather Rd"}""", false)]
    [InlineData("""{"note":"Broken base"}""", """{"note":"broken, base."}""", true)]
    [InlineData("""{"note":"Broken base"}""", """{"note":"brokenbase"}""", false)]
    [InlineData("""{"n":5}""", """{"n":5.0}""", true)]
    [InlineData("""{"n":5}""", """{"n":"5"}""", false)]
    [InlineData("""{"id":"LK-1","n":5}""", """{"id":"LK-1"}""", false)]
    [InlineData("{}", "{}", true)]
    public async Task Arguments_of_a_mock_are_compared_through_the_tool_s_normalizers(string wanted, string given, bool answers)
    {
        MockedTools tools = Tools(Simulated.Mock("look", """{"ok":true}""", wanted));

        Assert.Equal(
            answers ? ("""{"ok":true}""", 1) : ("""{"error":"nothing was found for these arguments"}""", 0),
            await AskAsync(tools, given));
    }

    [Fact]
    public async Task Mock_answers_as_often_as_it_says_and_then_the_next()
    {
        MockedTools tools = Tools(
            Simulated.Mock("look", error: "Not now.", times: 2),
            Simulated.Mock("look", """{"ok":1}""", """{"id":"1"}""", times: 1),
            Simulated.Mock("look", """{"ok":2}""", """{"id":"2"}"""));

        var answers = new List<ToolOutput>();
        foreach (string id in new[] { "1", "2", "1", "1", "2", "2" })
        {
            answers.Add(await tools.AnswerAsync(new ToolCall("look", $$"""{"id":"{{id}}"}""", id), TestContext.Current.CancellationToken));
        }

        Assert.Equal([1, 1, 2, 0, 3, 3], answers.Select(answer => answer.Source));
        Assert.Equal([true, true, false, true, false, false], answers.Select(answer => answer.IsError));
        Assert.Equal("""{"error":"Not now."}""", answers[0].Output);
    }

    [Fact]
    public async Task Call_of_another_tool_does_not_use_a_mock_up()
    {
        MockedTools tools = Tools(Simulated.Mock("look", """{"ok":1}""", times: 1));
        await AskAsync(tools, "{}", "pay");
        await AskAsync(tools, "not JSON");

        Assert.Equal(("""{"ok":1}""", 1), await AskAsync(tools, "{}"));
    }

    [Theory]
    [InlineData("pay", "{}", """{"status":"Unsupported tool"}""")]
    [InlineData("nobody_knows", "{}", """{"status":"Unsupported tool"}""")]
    [InlineData("Look", "{}", """{"status":"Unsupported tool"}""")]
    [InlineData("look", """{"id":"2"}""", """{"error":"nothing was found for these arguments"}""")]
    [InlineData("look", "", """{"error":"nothing was found for these arguments"}""")]
    [InlineData("look", "\"\"", """{"error":"the arguments are not a JSON object"}""")]
    [InlineData("look", "[]", """{"error":"the arguments are not a JSON object"}""")]
    [InlineData("look", "null", """{"error":"the arguments are not a JSON object"}""")]
    [InlineData("look", "{\"id\":", """{"error":"the arguments are not a JSON object"}""")]
    [InlineData("nobody_knows", "{", """{"error":"the arguments are not a JSON object"}""")]
    public async Task Call_that_no_mock_answers_is_an_error_and_changes_nothing(string name, string arguments, string output)
    {
        MockedTools tools = Tools(Simulated.Mock("look", """{"ok":1}""", """{"id":"1"}""", state: """{"seen":true}"""));

        ToolOutput answer = await tools.AnswerAsync(new ToolCall(name, arguments, "c7"), TestContext.Current.CancellationToken);

        Assert.Equal(new ToolOutput("c7", name, output, 0, IsError: true), answer);
        Assert.Equal("{}", tools.State.GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{}")]
    public async Task Call_without_arguments_is_answered_by_a_mock_that_asks_for_none(string arguments) =>
        Assert.Equal(("""{"ok":1}""", 1), await AskAsync(Tools(Simulated.Mock("look", """{"ok":1}""")), arguments));

    [Fact]
    public async Task State_is_patched_by_every_answer_errors_too()
    {
        Simulation simulation = Simulated.Call() with
        {
            InitialState = Given.Json("""{"orders":{"LK-1":{"refunded":false,"note":"x"}},"tries":[]}"""),
            Mocks =
            [
                Simulated.Mock("look", error: "Not now.", times: 1, state: """{"tries":[1]}"""),
                Simulated.Mock(
                    "look", """{"ok":1}""", state: """{"orders":{"LK-1":{"refunded":true,"note":null,"by":"{{who}}"}},"last":"{{id}}"}"""),
            ],
        };
        var tools = new MockedTools(simulation, _time);

        await AskAsync(tools, """{"id":"1"}""");
        string first = tools.State.GetRawText();
        await AskAsync(tools, """{"id":"2","who":"Ann"}""");
        await AskAsync(tools, """{"id":"3","who":"Bob"}""");

        Assert.Equal("""{"orders":{"LK-1":{"refunded":false,"note":"x"}},"tries":[1]}""", first);
        Assert.Equal("""{"orders":{"LK-1":{"refunded":true,"by":"Bob"}},"tries":[1],"last":"3"}""", tools.State.GetRawText());
        Assert.Equal("""{"orders":{"LK-1":{"refunded":false,"note":"x"}},"tries":[]}""", simulation.InitialState.GetRawText());
        Assert.Equal(
            """{"orders":{"LK-1":{"refunded":false,"note":"x"}},"tries":[]}""",
            new MockedTools(simulation, _time).State.GetRawText());
    }

    [Theory]
    [InlineData("{{id}}", "LK-1")]
    [InlineData("{{ id }}", "LK-1")]
    [InlineData("Order {{id}} of {{id}}", "Order LK-1 of LK-1")]
    [InlineData("{{n}}", "12.50")]
    [InlineData("{{flag}} {{none}}", "true null")]
    [InlineData("{{list}}", "[1, \"two\"]")]
    [InlineData("<{{absent}}>", "<>")]
    [InlineData("<{{}}>", "<>")]
    [InlineData("{{Id}}", "")]
    [InlineData("{id} {{{id}}}", "{id} {LK-1}")]
    [InlineData("{{quote}}", "say \"hi\" \\ now")]
    [InlineData("{{sly}}", "{{id}}")]
    public async Task Placeholders_stand_for_arguments(string template, string filled)
    {
        const string Arguments =
            """{"id":"LK-1","n":12.50,"flag":true,"none":null,"list":[1, "two"],"quote":"say \"hi\" \\ now","sly":"{{id}}"}""";
        MockedTools tools = Tools(
            Simulated.Mock(
                "look",
                $$"""{"a":{{JsonSerializer.Serialize(template)}},"deep":"""
                + $$"""[{"b":{{JsonSerializer.Serialize(template)}}}],"kept":[1.50,null,false]}"""),
            Simulated.Mock("pay", error: template));

        JsonElement output = Given.Json((await AskAsync(tools, Arguments)).Output);
        JsonElement error = Given.Json((await AskAsync(tools, Arguments, "pay")).Output);

        Assert.Equal(
            [filled, filled, filled],
            new[] { output.GetProperty("a"), output.GetProperty("deep")[0].GetProperty("b"), error.GetProperty("error") }
                .Select(one => one.GetString()!));
        Assert.Equal("[1.50,null,false]", output.GetProperty("kept").GetRawText());
    }

    /// <summary>A model reads the text, not the JSON: the sandbox's agent would say "O backslash u0027 Brien".</summary>
    [Fact]
    public async Task Letters_and_apostrophes_reach_the_agent_as_they_are()
    {
        MockedTools tools = Tools(Simulated.Mock("look", """{"at":"{{at}}","note":"+44 & more"}"""));

        Assert.Equal(
            """{"at":"12 O'Brien Straße","note":"+44 & more"}""",
            (await AskAsync(tools, """{"at":"12 O'Brien Straße"}""")).Output);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_the_arguments_harms_nothing_and_a_name_twice_is_no_argument()
    {
        MockedTools tools = Tools(Simulated.Mock("look", """{"id":"{{id}}"}""", state: """{"id":"{{id}}"}"""));

        Assert.Equal("\uFFFD", Given.Json((await AskAsync(tools, """{"id":"\ud800"}""")).Output).GetProperty("id").GetString());
        string state = tools.State.GetRawText();
        Assert.True(Given.Json((await AskAsync(tools, """{"id":"a","id":"b"}""")).Output).TryGetProperty("error", out _));
        Assert.Equal(state, tools.State.GetRawText());
    }

    [Fact]
    public async Task Delay_is_waited_on_the_clock_and_the_state_changes_behind_it()
    {
        MockedTools tools = Tools(Simulated.Mock("look", """{"ok":1}""", delayMs: 1_500, state: """{"seen":true}"""));

        Task<ToolOutput> answer = tools.AnswerAsync(new ToolCall("look", "{}", "c"), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMilliseconds(1_499));
        bool early = answer.IsCompleted;
        string before = tools.State.GetRawText();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await answer;

        Assert.False(early);
        Assert.Equal(("{}", """{"seen":true}"""), (before, tools.State.GetRawText()));
    }

    [Fact]
    public async Task Delay_ends_when_the_run_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        Task<ToolOutput> answer = Tools(Simulated.Mock("look", """{"ok":1}""", delayMs: 60_000)).AnswerAsync(
            new ToolCall("look", "{}", "c"), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    private MockedTools Tools(params ToolMock[] mocks) => new(Simulated.Call() with { Mocks = mocks }, _time);

    private static async Task<(string Output, int Source)> AskAsync(MockedTools tools, string arguments, string name = "look")
    {
        ToolOutput answer = await tools.AnswerAsync(new ToolCall(name, arguments, "c"), TestContext.Current.CancellationToken);
        Assert.Equal(("c", name), (answer.CallId, answer.Name));
        return (answer.Output, answer.Source);
    }
}
