using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Xunit;
using static RealtimeEvals.Tests.Support.ScriptedService;

namespace RealtimeEvals.Tests.Harness.SingleTurn;

/// <summary>Several responses in the turn of a case that expects no call: whichever of them calls a tool, the case does not pass.</summary>
public sealed class SecondResponseTests
{
    private const string Announced = """{"type":"response.created","response":{}}""";
    private const string Cut = """{"type":"function_call","id":"i","call_id":"c","name":"look","arguments":"","status":"incomplete"}""";
    private static readonly string Hello = Message("Hello.");

    public static TheoryData<string, string[]> Calling => new()
    {
        {
            "one after the other, both announced first",
            [Created("x"), Created("r"), Done("x", Hello), Item("r", Call("c")), Done("r", Call("c"))]
        },
        {
            "the second announced within the first",
            [Created("r"), Created("x"), Done("r", Hello), Item("x", Call("c")), Done("x", Call("c"))]
        },
        {
            "the second announced behind the end of the first",
            [Created("x"), Done("x", Hello), Created("r"), Item("r", Call("c")), Done("r", Call("c"))]
        },
        { "the call only in the last end", [Created("x"), Done("x", Hello), Created("r"), Done("r", Call("c"))] },
        { "three of them", [Created("x"), Done("x", Hello), Created("y"), Done("y", Hello), Created("r"), Done("r", Call("c"))] },
        { "interleaved", [Created("x"), Created("r"), Item("r", Call("c")), Item("x", Hello), Done("r", Call("c")), Done("x", Hello)] },
        { "the first calls", [Created("x"), Created("r"), Item("x", Call("c")), Done("x", Call("c")), Done("r", Hello)] },
        {
            "an event that names no response",
            [Created("x"), Done("x", Hello), Created("r"), """{"type":"response.output_item.done","item":""" + Call("c") + "}", Done("r")]
        },
        { "an item behind the end", [Created("r"), Done("r", Hello), Item("r", Call("c"))] },
        {
            "arguments behind the end",
            [
                Created("r"),
                Done("r", Hello),
                """{"type":"response.function_call_arguments.done","response_id":"r","call_id":"c","name":"look","arguments":"{}"}""",
            ]
        },
        {
            "an item behind the end that names no response",
            [Created("r"), Done("r", Hello), """{"type":"response.output_item.done","item":""" + Call("c") + "}"]
        },
        {
            "behind an error",
            [Created("r"), Done("r", Hello), Error("server_error", ""), Created("x"), Item("x", Call("c")), Done("x", Call("c"))]
        },
        { "announced without an id", [Created("r"), Announced, Done("r", Hello), Done("x", Call("c"))] },
        {
            "a call of another kind",
            [Created("r"), Done("r", Hello + "," + Call("c").Replace("function_call", "custom_tool_call", StringComparison.Ordinal))]
        },
        {
            "a call without a kind",
            [Created("r"), Done("r", Hello + "," + Call("c").Replace("\"type\":\"function_call\",", "", StringComparison.Ordinal))]
        },
        {
            "only in the conversation behind the end",
            [Created("r"), Done("r", Hello), """{"type":"conversation.item.done","item":""" + Call("c") + "}"]
        },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Calling))]
    public async Task Call_in_any_response_of_the_turn_counts(string how, string[] events)
    {
        WalkResult result = await WalkAsync(events);

        Assert.Equal((how, Outcome.Fail, "look"), (how, result.Outcome, result.PredictedToolCall));
        Assert.Contains("Hello.", result.AssistantText, StringComparison.Ordinal);
    }

    public static TheoryData<string, string[], string, string> Broken => new()
    {
        {
            "never announced",
            [Created("r"), Done("other", Hello)],
            FailureStage.ResponseProtocol,
            "'other' that was never announced, while 'r' has not ended"
        },
        {
            "never announced and not ended",
            [Created("r"), Item("other", Call("c")), Done("r", Hello)],
            FailureStage.ResponseProtocol,
            "never announced and did not end: 'other'"
        },
        { "never ended", [Created("x"), Created("r"), Done("x", Hello)], FailureStage.ResponseTimeout, "response.done of 'r'" },
        {
            "failed behind the other",
            [Created("x"), Created("r"), Done("x", Hello), Done("r", "", "failed")],
            FailureStage.ResponseStatus,
            "'failed'"
        },
        {
            "refused behind a stray one",
            [Created("x"), Done("x", Hello), Error("invalid_value")],
            FailureStage.ResponseError,
            "client_response.create"
        },
        {
            "something that is no JSON behind the end",
            [Created("r"), Done("r", Hello), "no JSON"],
            FailureStage.ResponseProtocol,
            "not valid JSON"
        },
        { "a call that only began", [Created("r"), Begun("r"), Done("r", Hello)], FailureStage.ResponseProtocol, "did not end" },
        { "a call that broke off", [Created("r"), Done("r", Hello + "," + Cut)], FailureStage.ResponseProtocol, "did not end" },
        {
            "a call without a name behind the end",
            [
                Created("r"),
                Done("r", Hello),
                """{"type":"response.function_call_arguments.done","response_id":"r","call_id":"c","arguments":"{}"}""",
            ],
            FailureStage.ResponseProtocol,
            "without a name"
        },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Broken))]
    public async Task Response_that_breaks_beside_one_that_ends_well_is_an_Error_that_names_it(
        string how, string[] events, string stage, string words)
    {
        WalkResult result = await WalkAsync(events);

        Assert.Equal((how, Outcome.Error, stage), (how, result.Outcome, result.FailureStage));
        Assert.Contains(words, result.ErrorMessage, StringComparison.Ordinal);
    }

    public static TheoryData<string, string[]> Harmless => new()
    {
        { "an end that is told twice", [Created("r"), Done("r", Hello), Done("r", Hello)] },
        { "an announcement that is told twice", [Created("r"), Created("r"), Done("r", Hello)] },
        { "an announcement without an id", [Announced, Item("r", Hello), Done("r", Hello)] },
        { "no announcement", [Item("r", Hello), Done("r", Hello)] },
        { "events before the announcement", [Item("r", Hello), Created("r"), Done("r", Hello)] },
        { "a cancellation in vain", [Created("r"), Error("response_cancel_not_active", "somebody"), Done("r", Hello)] },
        { "an error behind the end", [Created("r"), Done("r", Hello), Error("session_expired", "")] },
        { "a response under way that is the answer", [Created("r"), Error("conversation_already_has_active_response"), Done("r", Hello)] },
        {
            "a response under way that has ended meanwhile",
            [Created("r"), Done("r", Hello), Error("conversation_already_has_active_response", "")]
        },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Harmless))]
    public async Task Oddity_that_changes_nothing_passes_and_counts_once(string how, string[] events)
    {
        WalkResult result = await WalkAsync(events);

        Assert.Equal(
            (how, Outcome.Pass, "Hello.", 1, "r"),
            (how, result.Outcome, result.AssistantText, result.OutputTokens, result.ResponseIds.ToString()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Responses_of_a_turn_are_kept_apart_in_words_calls_and_tokens()
    {
        WalkResult result = await WalkAsync(
            Created("x"),
            Created("r"),
            Item("x", Hello),
            Item("r", Message("Bye.")),
            Done("x", Hello),
            Done("r", Message("Bye.") + "," + Call("c")));

        Assert.Equal(
            [("x", "Hello.", "", 1), ("r", "Bye.", "c", 1)],
            result.Responses.Select(one => (one.ResponseId, one.Text, one.CallIds.ToString(), one.Usage.OutputTokens ?? 0)));
        Assert.Equal(("Hello. Bye.", "x, r", 2), (result.AssistantText, string.Join(", ", result.ResponseIds), result.OutputTokens));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("\u200B")]
    [InlineData("...")]
    public async Task Signs_that_nobody_hears_are_no_answer(string signs)
    {
        WalkResult result = await WalkAsync(Created("r"), Done("r", Message(signs)));

        Assert.Equal(Outcome.Inconclusive, result.Outcome);
    }

    private static string Begun(string response)
    {
        const string Item = """{"type":"function_call","id":"i","call_id":"c","name":"look","arguments":"","status":"in_progress"}""";
        return $$"""{"type":"response.output_item.added","response_id":"{{response}}","item":{{Item}} }""";
    }
}
