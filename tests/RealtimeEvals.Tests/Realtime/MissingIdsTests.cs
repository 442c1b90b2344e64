using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>Compatible services leave ids out, or make them up: what was said or called once stands once.</summary>
public sealed class MissingIdsTests
{
    private const string Created = """{"type":"response.created","response":{"id":"r1"}}""";

    private static readonly ToolCall Pay = new("pay", """{"a":1}""", "c1");

    public static TheoryData<string, string[]> Texts => new()
    {
        { "deltas without ids", [Said("", "Goodbye "), Said("", "then.")] },
        { "deltas and their end without ids", [Said("", "Goodbye "), Said("", "then."), SaidAll("", "Goodbye then.")] },
        { "the end twice", [Said("", "Goodbye then."), SaidAll("", "Goodbye then."), SaidAll("", "Goodbye then.")] },
        { "ids that come later", [Said("", "Goodbye "), Said("m9", "then."), SaidAll("m9", "Goodbye then.")] },
        { "an id only at the beginning", [Said("m9", "Goodbye "), Said("", "then."), SaidAll("", "Goodbye then.")] },
        { "made-up ids", [Said("x1", "Goodbye "), Said("x1", "then."), SaidAll("x1", "Goodbye then.")] },
        { "white space that differs", [Said("", "Goodbye"), Said("", "then.")] },
        { "deltas that are cut off", [Said("", "Good")] },
        { "empty deltas", [Said("", ""), Said("m9", ""), SaidAll("", ""), SaidAll("m9", "")] },
        { "an item that is told too", [Said("", "Goodbye then."), Item(Message("m9", "Goodbye then."))] },
        {
            "deltas that come late",
            [
                Created,
                Turn.Done(Message("m9", "Goodbye then.")),
                Said("m9", "Goodbye "),
                Said("m9", "then."),
                SaidAll("m9", "Goodbye then."),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_that_was_said_once_stands_once(string how, string[] events) =>
        Assert.Equal((how, "Goodbye then."), (how, Turn.Of([.. events, Turn.Done(Message("m9", "Goodbye then."))]).Text));

    [Theory]
    [InlineData("", "")]
    [InlineData("m1", "m2")]
    public void Text_that_was_said_twice_stands_twice(string first, string second)
    {
        string[] said = [Said(first, "Yes."), SaidAll(first, "Yes."), Said(second, "Yes."), SaidAll(second, "Yes.")];

        Assert.Equal("Yes. Yes.", Turn.Of([.. said, Turn.Done(Message("m1", "Yes.") + "," + Message("m2", "Yes."))]).Text);
    }

    [Fact]
    public void Text_of_two_parts_without_ids_that_nothing_lists_is_kept_apart() =>
        Assert.Equal("One. Two.", Turn.Of(Said("", "One."), SaidAll("", "One."), Said("", "Two."), SaidAll("", "Two."), Turn.Done()).Text);

    [Fact]
    public void Text_that_nothing_lists_is_not_lost_where_another_is_listed() =>
        Assert.Equal("One. Two.", Turn.Of(Said("m1", "One."), SaidAll("m1", "One."), Turn.Done(Message("m2", "Two."))).Text);

    [Fact]
    public void Text_without_characters_replaces_nothing() =>
        Assert.Equal("One.", Turn.Of(Said("a", "One."), SaidAll("a", ""), Turn.Done()).Text);

    public static TheoryData<string, string[], string> Calls => new()
    {
        { "no ids at all", [Delta("", "", """{\"a\":"""), Delta("", "", "1}"), Done("", "", """{\"a\":1}""", "pay")], Call("c1", "i1") },
        {
            "no ids in the deltas",
            [Delta("", "", """{\"a\":"""), Delta("c1", "i1", "1}"), Done("c1", "i1", """{\"a\":1}""", "")],
            Call("c1", "i1")
        },
        {
            "ids in the first delta",
            [Delta("c1", "i1", """{\"a\":"""), Delta("", "", "1}"), Done("", "", """{\"a\":1}""", "")],
            Call("c1", "i1")
        },
        {
            "deltas name the item, the end names the call",
            [Delta("", "i1", """{\"a\":1}"""), Done("c1", "", """{\"a\":1}""", "pay")],
            Call("c1", "i1")
        },
        { "the end twice", [Done("", "", """{\"a\":1}""", "pay"), Done("", "", """{\"a\":1}""", "pay")], Call("c1", "i1") },
        { "made-up ids", [Delta("x1", "y1", """{\"a\":1}"""), Done("x1", "y1", """{\"a\":1}""", "pay")], Call("c1", "i1") },
        { "made-up ids without a name", [Delta("x1", "y1", """{\"a\":"""), Delta("x1", "y1", "1}")], Call("c1", "i1") },
        {
            "an item without ids",
            [Delta("", "", """{\"a\":1}"""), Item("""{"type":"function_call","name":"pay","arguments":"{\"a\":1}"}""")],
            Call("c1", "i1")
        },
        {
            "the name at the start",
            [Item("""{"type":"function_call","id":"i1","call_id":"c1","name":"pay","arguments":""}"""), Delta("", "i1", """{\"a\":1}""")],
            ""
        },
        {
            "the name in the conversation",
            [Told("added", "i1", "c1", ""), Delta("", "i1", """{\"a\":1}"""), Done("", "i1", """{\"a\":1}""", "")],
            ""
        },
        { "the name in the conversation afterwards", [Delta("", "i1", """{\"a\":1}"""), Told("done", "i1", "c1", """{\"a\":1}""")], "" },
        { "the name in the beta's conversation", [Delta("", "", """{\"a\":1}"""), Told("created", "i1", "c1", "")], "" },
        { "only in the conversation", [Told("done", "i1", "c1", """{\"a\":1}""")], "" },
        { "an end without arguments", [Delta("c1", "i1", """{\"a\":1}"""), Done("c1", "i1", "", "pay")], "" },
        {
            "an item without arguments",
            [
                Delta("c1", "i1", """{\"a\":1}"""),
                Item("""{"type":"function_call","id":"i1","call_id":"c1","name":"pay","arguments":null}"""),
            ],
            ""
        },
        {
            "deltas that come late",
            [Turn.Done(Call("c1", "i1")), Delta("c1", "i1", """{\"a\":1}"""), Done("c1", "i1", """{\"a\":1}""", "pay")],
            ""
        },
        {
            "an end that was told before its item",
            [Done("c1", "", """{\"a\":1}""", "pay"), Item(Call("c1", "i1")), Item(Call("c1", "i1"))],
            Call("c1", "i1")
        },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_that_was_made_once_stands_once(string how, string[] events, string listed) =>
        Assert.Equal((how, Pay), (how, Assert.Single(Turn.Of([Created, .. events, Turn.Done(listed)]).ToolCalls)));

    [Fact]
    public void Calls_without_ids_are_as_many_as_were_made()
    {
        string[] events =
        [
            Delta("", "", "{}"),
            Done("", "", "{}", "look"),
            Delta("", "", """{\"a\":1}"""),
            Done("", "", """{\"a\":1}""", "pay"),
        ];

        Assert.Equal(["look", "pay"], Turn.Of([Created, .. events, Turn.Done()]).ToolCalls.Select(call => call.Name));
        string listed = """{"type":"function_call","id":"i1","call_id":"c1","name":"look","arguments":"{}"},""" + Call("c2", "i2");
        Assert.Equal(["c1", "c2"], Turn.Of([Created, .. events, Turn.Done(listed)]).ToolCalls.Select(call => call.CallId));
    }

    [Fact]
    public void Calls_that_are_the_same_twice_and_listed_twice_are_two() =>
        Assert.Equal(
            2,
            Turn.Of(
                Created,
                Done("x1", "", """{\"a\":1}""", "pay"),
                Done("x2", "", """{\"a\":1}""", "pay"),
                Turn.Done(Call("c1", "i1") + "," + Call("c2", "i2"))).ToolCalls.Count);

    [Fact]
    public void Call_that_nothing_lists_is_not_lost_where_another_is_listed() =>
        Assert.Equal(
            ["look", "pay"],
            Turn.Of(Created, Done("x1", "", "{}", "look"), Turn.Done(Call("c1", "i1"))).ToolCalls.Select(call => call.Name));

    [Fact]
    public void What_the_conversation_tells_of_others_is_no_call_and_no_text()
    {
        CollectedTurn turn = Turn.Of(
            Created,
            """{"type":"conversation.item.added","item":null}""",
            """{"type":"conversation.item.done","item":"""
                + """{"type":"message","id":"u","role":"user","content":[{"type":"input_text","text":"Hi."}]}}""",
            """{"type":"conversation.item.done","item":{"type":"function_call_output","id":"o","call_id":"c1","output":"{}"}}""",
            Turn.Done());

        Assert.Equal(("", 0), (turn.Text, turn.ToolCalls.Count));
    }

    private static string Said(string item, string text) =>
        $$"""{"type":"response.output_audio_transcript.delta"{{Id("item_id", item)}},"delta":"{{text}}"}""";

    private static string SaidAll(string item, string text) =>
        $$"""{"type":"response.output_audio_transcript.done"{{Id("item_id", item)}},"transcript":"{{text}}"}""";

    private static string Message(string id, string text) =>
        $$"""{"id":"{{id}}","type":"message","content":[{"type":"output_audio","transcript":"{{text}}"}]}""";

    private static string Item(string item) => $$"""{"type":"response.output_item.done","item":{{item}} }""";

    private static string Call(string call, string item) =>
        $$"""{"type":"function_call","id":"{{item}}","call_id":"{{call}}","name":"pay","arguments":"{\"a\":1}"}""";

    private static string Told(string when, string item, string call, string arguments) =>
        $$"""{"type":"conversation.item.{{when}}","item":"""
        + $$"""{"type":"function_call","id":"{{item}}","call_id":"{{call}}","name":"pay","arguments":"{{arguments}}"} }""";

    private static string Delta(string call, string item, string raw) =>
        $$"""{"type":"response.function_call_arguments.delta"{{Id("call_id", call)}}{{Id("item_id", item)}},"delta":"{{raw}}"}""";

    private static string Done(string call, string item, string raw, string name) =>
        $$"""{"type":"response.function_call_arguments.done"{{Id("call_id", call)}}{{Id("item_id", item)}}{{Id("name", name)}}"""
        + $$""","arguments":"{{raw}}"}""";

    private static string Id(string field, string id) => id.Length == 0 ? "" : $",\"{field}\":\"{id}\"";
}
