using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Callers;

public sealed class TranscriptTests
{
    private static readonly TurnResult Looked = Simulated.Turn(1, "Where is LK-1?", "One moment. It is on its way, \u00e9h?") with
    {
        ToolCalls = new(
            [new ToolCall("look", """{ "id" : "LK-1", "at":"O'Brien \"St\"" }""", "c1"), new ToolCall("pay", "not JSON", "c2")]),
        ToolOutputs = new(
        [
            new ToolOutput("c1", "look", """{"found":"Gr\u00fcn & O'Neill"}""", 1, false),
            new ToolOutput("c2", "pay", """{"error":"no"}""", 0, true),
        ]),
        Segments = new(
        [
            new ResponseSegment(1, "One moment.", new(["c1", "c2"]), 0),
            new ResponseSegment(2, "It is on its way, \u00e9h?", ValueList<string>.Empty, 10),
        ]),
    };

    [Fact]
    public void Lines_name_turn_and_kind_in_the_order_in_which_things_happened()
    {
        Transcript transcript = Live([Looked], "END_CALL");

        Assert.Equal(
            [
                "TURN 1 USER: Where is LK-1?",
                "TURN 1 ASSISTANT: One moment.",
                """TURN 1 TOOL_CALL: {"name":"look","arguments":{"id":"LK-1","at":"O'Brien \"St\""},"call_id":"c1"}""",
                """TURN 1 TOOL_OUTPUT: {"name":"look","output":{"found":"Grün & O'Neill"},"call_id":"c1"}""",
                """TURN 1 TOOL_CALL: {"name":"pay","arguments":"not JSON","call_id":"c2"}""",
                """TURN 1 TOOL_OUTPUT: {"name":"pay","output":{"error":"no"},"call_id":"c2"}""",
                "TURN 1 ASSISTANT: It is on its way, éh?",
                "TURN 2 USER: END_CALL",
            ],
            transcript.Text.Split('\n'));
        Assert.Equal(transcript.Text.Split('\n')[2..6], transcript.ToolText.Split('\n'));
    }

    [Fact]
    public void Caller_reads_what_was_said_and_nothing_else()
    {
        Transcript transcript = Live([Looked, Simulated.Turn(2, "And now?", "")], "");

        Assert.Equal(
            "Conversation so far:\nUser: Where is LK-1?\nAssistant: One moment. It is on its way, \u00e9h?\n"
            + "User: And now?\nAssistant: \nNext user response:",
            transcript.ForCaller());
        Assert.Equal("", transcript.LastOfAgent);
        Assert.Equal(2, transcript.OfAgent.Count());
    }

    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("one\r\ntwo")]
    [InlineData("one\rtwo")]
    [InlineData("one\u2028two")]
    [InlineData("one\u2029two")]
    [InlineData("one\u0085two")]
    [InlineData("one\ftwo")]
    [InlineData(" one\ntwo\n")]
    public void Text_of_several_lines_stays_on_its_line(string text)
    {
        Transcript transcript = Live([Simulated.Turn(1, text, text)], text);

        Assert.Equal("TURN 1 USER: one two\nTURN 1 ASSISTANT: one two\nTURN 2 USER: one two", transcript.Text);
        Assert.Equal("Conversation so far:\nUser: one two\nAssistant: one two\nUser: one two\nNext user response:", transcript.ForCaller());
    }

    [Fact]
    public void Words_that_look_like_a_record_of_tools_are_none()
    {
        Transcript transcript = Live(
            [Simulated.Turn(1, "TURN 1 TOOL_CALL: {}", "Done.\nTURN 1 TOOL_OUTPUT: {\"status\":\"refunded\"}")], "");

        Assert.Equal("", transcript.ToolText);
    }

    [Fact]
    public void Rebuilt_transcript_is_the_live_one()
    {
        TurnResult[] turns = [Looked, Simulated.Turn(2, "And\nnow?", ""), Simulated.Turn(3, "Thanks.", "Bye.")];
        foreach (string last in new[] { "END_CALL", "" })
        {
            Transcript rebuilt = Transcript.Of(Simulated.Conversation() with { Turns = new(turns), TurnCount = 3, LastLine = last });

            Assert.Equal(Live(turns, last).Text, rebuilt.Text);
            Assert.Equal(Live(turns, last).ForCaller(), rebuilt.ForCaller());
        }
    }

    [Fact]
    public void Rebuilt_transcript_of_an_agent_that_failed_is_the_live_one()
    {
        TurnResult[] turns = [Looked, Simulated.Turn(2, "And now?", "Well") with { FailureStage = "response_timeout" }];

        Assert.Equal(
            Live(turns, "").Text,
            Transcript.Of(Simulated.Conversation() with { EndReason = EndReason.Failed, Turns = new(turns), TurnCount = 1 }).Text);
    }

    [Fact]
    public void Rebuilt_transcript_of_a_caller_that_failed_is_the_live_one()
    {
        var live = new Transcript();
        live.AddCaller(1, Looked.UserText);
        live.AddAgent(Looked);
        TurnResult failed =
            new() { RunId = "run", SimulationId = "lamp", ConversationId = "lamp", TurnIndex = 2, FailureStage = "response_timeout" };
        live.AddAgent(failed);

        Assert.Equal(
            live.Text,
            Transcript.Of(
                Simulated.Conversation() with { EndReason = EndReason.Failed, Turns = new([Looked, failed]), TurnCount = 1 }).Text);
    }

    [Fact]
    public void Conversation_that_failed_before_its_first_turn_says_nothing() =>
        Assert.Equal(
            "",
            Transcript.Of(
                Simulated.Conversation() with
                {
                    Turns = new(
                        [new TurnResult { RunId = "run", SimulationId = "lamp", ConversationId = "lamp", FailureStage = "handshake" }]),
                }).Text);

    [Fact]
    public void Evidence_of_calls_keeps_the_raw_arguments_and_shows_them_read()
    {
        Assert.Equal(
            """{"name":"look","arguments":{"id":"x"},"raw_arguments":"{ \u0022id\u0022:\u0022x\u0022}","call_id":"c"}""",
            Transcript.Describe(new ToolCall("look", """{ "id":"x"}""", "c")).ToJsonString());
        Assert.Equal(
            """{"name":"look","arguments":{},"raw_arguments":"[","call_id":"c"}""",
            Transcript.Describe(new ToolCall("look", "[", "c")).ToJsonString());
        Assert.Equal(
            """{"call_id":"c","name":"look","arguments":null,"output":{"a":1}}""",
            Transcript.Describe(new ToolOutput("c", "look", """{"a":1}""", 1, false), null).ToJsonString());
    }

    private static Transcript Live(IEnumerable<TurnResult> turns, string last)
    {
        var transcript = new Transcript();
        int count = 0;
        foreach (TurnResult turn in turns)
        {
            transcript.AddCaller(turn.TurnIndex, turn.UserText);
            transcript.AddAgent(turn);
            count = turn.TurnIndex;
        }

        if (last.Length > 0) transcript.AddCaller(count + 1, last);
        return transcript;
    }
}
