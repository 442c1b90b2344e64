using System.Text;
using System.Text.Json;
using OpenAI.Realtime;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations.Tools;
using RealtimeEvals.Model;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Speech;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

/// <summary>The official client plays either side of a telephone conversation, and both.</summary>
public sealed class OpenAIConversationTests
{
    private const string Status = """{"order_id":"LK-1005","status":"packed","expected_delivery":"Monday 18 May"}""";

    private static readonly string Prompt = File.ReadAllText(ProductData.PathOf("run", "system_prompt.txt"));
    private static readonly string Tools = File.ReadAllText(ProductData.PathOf("run", "tools.json"));

    [Fact(Timeout = 300_000)]
    public async Task Official_client_holds_the_agent_s_side_for_three_turns()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using OfficialSession agent = await OfficialSession.OpenAsync(sandbox, Prompt, Tools);
        string[] lines =
        [
            "Hello, could you check where order LK-1005 is? It is an oak bookcase.",
            "Does it come in the morning or in the afternoon?",
            "That is fine. Thank you, bye.",
        ];

        RealtimeResponse looking = await agent.HearAsync(await OfficialSession.SpeakAsync(sandbox, lines[0]));
        RealtimeFunctionCallItem call = Assert.Single(looking.OutputItems.OfType<RealtimeFunctionCallItem>());
        RealtimeResponse told = await agent.AnswerAsync([(call.CallId, Status)]);
        RealtimeResponse hour = await agent.HearAsync(await OfficialSession.SpeakAsync(sandbox, lines[1]));
        RealtimeResponse goodbye = await agent.HearAsync(await OfficialSession.SpeakAsync(sandbox, lines[2]));

        Assert.Equal(
            ("get_order_status", "LK-1005"),
            (call.FunctionName, call.FunctionArguments.ToObjectFromJson<JsonElement>().GetProperty("order_id").GetString()));
        Assert.Equal("One moment, I am looking up order LK-1005.", OfficialSession.TextOf(looking));
        Assert.Equal("Order LK-1005 is packed and should arrive on Monday 18 May.", OfficialSession.TextOf(told));
        Assert.StartsWith("I only know the day", OfficialSession.TextOf(hour), StringComparison.Ordinal);
        Assert.EndsWith("goodbye.", OfficialSession.TextOf(goodbye), StringComparison.Ordinal);
        Assert.Equal(OfficialSession.TextOf(goodbye), OfficialSession.Listen(agent.Audio));
        Assert.All([looking, told, hour, goodbye], response => Assert.Equal(RealtimeResponseStatus.Completed, response.Status));
        Assert.Equal(4, agent.Seen.OfType<RealtimeServerUpdateResponseDone>().Select(done => done.Response.Id).Distinct().Count());
        agent.AssertFlawless();
    }

    [Fact(Timeout = 300_000)]
    public async Task Official_client_holds_the_caller_s_side_beside_the_conversation()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        Simulation simulation = SimulationOf("tool_fails_once");
        await using OfficialSession caller = await OfficialSession.OpenAsync(sandbox, simulation.Caller.SystemPrompt);
        (string Prompt, string Reply)[] turns =
        [
            (
                "Conversation so far:\nUser: Hello, where is LK-1005?\n"
                + "Assistant: Order LK-1005 is packed and should arrive on Monday 18 May.\nNext user response:",
                "Lovely. Does it come in the morning or in the afternoon?"),
            (
                "Conversation so far:\nUser: When?\nAssistant: I only know the day, I am afraid.\nNext user response:",
                "That is fine, I will wait for it. Thank you, bye."),
            ("Conversation so far:\nUser: Thank you, bye.\nAssistant: You are welcome, and goodbye.\nNext user response:", "END_CALL"),
        ];

        foreach ((string prompt, string reply) in turns)
        {
            RealtimeResponse response = await caller.AskAsideAsync(prompt);

            Assert.Equal(reply, OfficialSession.TextOf(response));
            Assert.Equal(reply, OfficialSession.Listen(caller.Audio));
            Assert.Equal(RealtimeResponseStatus.Completed, response.Status);
            Assert.True(string.IsNullOrEmpty(response.ConversationId));
            Assert.True(response.Usage.InputTokenCount > 0 && response.Usage.OutputTokenCount > 0);
        }

        Assert.DoesNotContain(
            caller.Seen,
            update => update is RealtimeServerUpdateConversationItemAdded
                or RealtimeServerUpdateConversationItemDone
                or RealtimeServerUpdateConversationItemCreated);
        caller.AssertFlawless();
    }

    [Fact(Timeout = 300_000)]
    public async Task Official_client_finds_nothing_of_a_lone_response_in_the_conversation()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using OfficialSession caller = await OfficialSession.OpenAsync(sandbox, SimulationOf("refund").Caller.SystemPrompt);
        RealtimeResponse response = await caller.AskAsideAsync("Read me this.", VerbatimSpeech.Instructions);

        RealtimeServerUpdate answer = await caller.RetrieveAsync(
            Assert.IsType<RealtimeMessageItem>(Assert.Single(response.OutputItems)).Id);

        Assert.Equal("Read me this.", OfficialSession.TextOf(response));
        Assert.Equal("item_not_found", Assert.IsType<RealtimeServerUpdateError>(answer).Error.Code);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("order_status", "get_order_status")]
    [InlineData("refund", "refund_order")]
    [InlineData("address_change", "update_shipping_address")]
    [InlineData("tool_fails_once", "get_order_status, get_order_status")]
    [InlineData("change_of_mind", "update_shipping_address")]
    [InlineData("private_details", "")]
    public async Task Official_client_holds_a_whole_conversation_on_both_sides(string id, string called)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        Simulation simulation = SimulationOf(id);
        var tools = new MockedTools(simulation, TimeProvider.System);
        await using OfficialSession caller = await OfficialSession.OpenAsync(sandbox, simulation.Caller.SystemPrompt);
        await using OfficialSession agent = await OfficialSession.OpenAsync(sandbox, Prompt, Tools);
        var transcript = new StringBuilder("Conversation so far:\n");
        var lines = new List<string>();
        var calls = new List<string>();

        while (true)
        {
            string line = OfficialSession.TextOf(lines.Count == 0
                ? await caller.AskAsideAsync(simulation.Turns.FirstLine, VerbatimSpeech.Instructions)
                : await caller.AskAsideAsync($"{transcript}Next user response:"));
            if (line == "END_CALL" || lines.Count == 12) break;
            lines.Add(line);
            RealtimeResponse response = await agent.HearAsync(BinaryData.FromBytes(caller.Audio));
            string reply = OfficialSession.TextOf(response);
            while (response.OutputItems.OfType<RealtimeFunctionCallItem>().ToArray() is { Length: > 0 } made)
            {
                calls.AddRange(made.Select(call => call.FunctionName));
                var outputs = new List<(string, string)>();
                foreach (RealtimeFunctionCallItem call in made)
                {
                    var asked = new ToolCall(call.FunctionName, call.FunctionArguments.ToString(), call.CallId);
                    outputs.Add((call.CallId, (await tools.AnswerAsync(asked, TestContext.Current.CancellationToken)).Output));
                }

                response = await agent.AnswerAsync(outputs);
                reply = $"{reply} {OfficialSession.TextOf(response)}";
            }

            transcript.Append("User: ").Append(line).Append("\nAssistant: ").Append(reply).Append('\n');
        }

        Assert.Equal(called, string.Join(", ", calls));
        Assert.Equal(simulation.Turns.FirstLine, lines[0]);
        Assert.InRange(lines.Count, 2, 8);
        caller.AssertFlawless();
        agent.AssertFlawless();
    }

    [Theory(Timeout = 300_000)]
    [InlineData("Hi.")]
    [InlineData("Hello, where is order LK-1005?")]
    [InlineData("Hello, could you check where order LK-1005 is? It is an oak bookcase.")]
    public async Task Official_client_reads_what_was_understood_however_long_it_was(string line)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using OfficialSession agent = await OfficialSession.OpenAsync(sandbox, Prompt, Tools, transcribes: true);

        await agent.HearAsync(await OfficialSession.SpeakAsync(sandbox, line));

        Assert.Equal([line], agent.Understood);
        agent.AssertFlawless();
    }

    private static Simulation SimulationOf(string id)
    {
        var problems = new List<DataProblem>();
        IReadOnlyList<Simulation> all = SimulationIndex.Read(
            ProductData.PathOf("run", "simulations.csv"),
            new SimulationOverrides { CallerModel = "gpt-realtime", AgentModel = "gpt-realtime" },
            Given.Tables,
            problems);
        Assert.Empty(problems);
        return all.Single(simulation => simulation.Id == id);
    }
}
