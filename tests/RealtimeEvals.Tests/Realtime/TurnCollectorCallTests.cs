using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class TurnCollectorCallTests
{
    private const string Arguments = """{\"a\":1}""";
    private const string Item = """{"id":"i1","type":"function_call","call_id":"c1","name":"pay","arguments":"{\"a\":1}"}""";

    private static readonly ToolCall Pay = new("pay", """{"a":1}""", "c1");

    [Fact]
    public void Apply_calls_with_interleaved_arguments_are_kept_apart_by_their_ids()
    {
        CollectedTurn turn = Turn.Of(
            Delta("c1", "i1", """{\"a"""), Delta("c2", "i2", "{"), Delta("c1", "i1", """\":1}"""), Delta("c2", "i2", "}"),
            Done("c2", "i2", "{}", "look"), Done("c1", "i1", Arguments, "pay"));

        Assert.Equal([Pay, new ToolCall("look", "{}", "c2")], turn.ToolCalls);
    }

    [Fact]
    public void Apply_call_said_in_every_way_is_one_call()
    {
        CollectedTurn turn = Turn.Of(
            Delta("c1", "i1", Arguments),
            Done("c1", "i1", Arguments, "pay"),
            ItemDone(Item),
            ItemDone(Item),
            Turn.Done(Item),
            Turn.Done(Item));

        Assert.Equal(Pay, Assert.Single(turn.ToolCalls));
    }

    [Fact]
    public void Apply_call_only_in_the_end_of_the_response_is_taken() =>
        Assert.Equal(Pay, Assert.Single(Turn.Of(Turn.Done(Item)).ToolCalls));

    [Fact]
    public void Apply_call_only_in_a_finished_item_is_taken() => Assert.Equal(Pay, Assert.Single(Turn.Of(ItemDone(Item)).ToolCalls));

    [Fact]
    public void Apply_same_function_called_twice_is_two_calls()
    {
        string other = Item.Replace("c1", "c2", StringComparison.Ordinal).Replace("i1", "i2", StringComparison.Ordinal);
        Assert.Equal(["c1", "c2"], Turn.Of(ItemDone(Item), ItemDone(other)).ToolCalls.Select(call => call.CallId), StringComparer.Ordinal);
    }

    [Fact]
    public void Apply_call_whose_deltas_name_only_the_item_has_the_id_that_came_later() =>
        Assert.Equal(
            Pay,
            Assert.Single(
                Turn.Of("""{"type":"response.function_call_arguments.delta","item_id":"i1","delta":"{"}""", ItemDone(Item)).ToolCalls));

    [Fact]
    public void Apply_call_whose_deltas_name_only_the_call_is_the_item_that_came_later() =>
        Assert.Equal(
            Pay,
            Assert.Single(Turn.Of(
                """{"type":"response.function_call_arguments.delta","call_id":"c1","delta":"{"}""",
                ItemDone(Item),
                Turn.Done(Item)).ToolCalls));

    [Fact]
    public void Apply_call_without_a_call_id_goes_by_its_item() =>
        Assert.Equal(
            "i1",
            Assert.Single(Turn.Of(ItemDone(Item.Replace("\"call_id\":\"c1\",", "", StringComparison.Ordinal))).ToolCalls).CallId);

    [Theory]
    [InlineData("""{"id":"i1","type":"function_call","call_id":"c1","name":"pay"}""")]
    [InlineData("""{"id":"i1","type":"function_call","call_id":"c1","name":"pay","arguments":null}""")]
    public void Apply_finished_item_without_arguments_keeps_those_of_the_deltas(string item) =>
        Assert.Equal(Pay, Assert.Single(Turn.Of(Delta("c1", "i1", Arguments), ItemDone(item)).ToolCalls));

    [Fact]
    public void Apply_finished_item_without_a_name_keeps_the_one_that_came_before() =>
        Assert.Equal(
            Pay,
            Assert.Single(Turn.Of(
                Done("c1", "i1", Arguments, "pay"),
                ItemDone(Item.Replace("\"name\":\"pay\",", "", StringComparison.Ordinal))).ToolCalls));

    [Fact]
    public void Apply_call_that_never_got_a_name_is_none() => Assert.Empty(Turn.Of(Delta("c1", "i1", Arguments)).ToolCalls);

    [Theory]
    [InlineData(
        """{"type":"response.done","response":{"id":"r","status":"completed","output":"""
            + """[{"type":"function_call","id":"i","call_id":"c","name":"","arguments":"{}"}]}}""")]
    [InlineData(
        """{"type":"response.done","response":{"id":"r","status":"completed","output":"""
            + """[{"type":"function_call","id":"i","arguments":"{}"}]}}""")]
    public void Apply_response_that_ends_with_a_call_without_a_name_is_a_fault_of_the_protocol(string done) =>
        Assert.Equal(FailureStage.ResponseProtocol, Assert.Throws<RealtimeException>(() => Turn.Of(done)).Stage);

    [Fact]
    public void Apply_call_of_a_remote_tool_is_a_call()
    {
        const string RemoteCall =
            """{"type":"response.output_item.done","item":{"type":"mcp_call","id":"m","name":"pay","arguments":"{}"}}""";
        Assert.Equal("pay", Assert.Single(Turn.Of(RemoteCall).ToolCalls).Name);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[1]")]
    public void Apply_arguments_are_kept_as_sent_whatever_they_are(string raw) =>
        Assert.Equal(raw, Assert.Single(Turn.Of(Done("c1", "i1", raw, "pay")).ToolCalls).RawArguments);

    [Theory]
    [InlineData("""{"name":"Ana","people":2}""", """{"name":"Ana","people":2}""")]
    [InlineData("{}", "{}")]
    [InlineData("null", "")]
    [InlineData("\"\"", "")]
    public void Apply_arguments_that_are_no_text_are_taken_as_the_JSON_that_was_sent(string sent, string raw)
    {
        string item = $$"""{"id":"i1","type":"function_call","call_id":"c1","name":"pay","arguments":{{sent}} }""";
        string done =
            $$"""{"type":"response.function_call_arguments.done","call_id":"c1","item_id":"i1","name":"pay","arguments":{{sent}} }""";
        string delta = $$"""{"type":"response.function_call_arguments.delta","call_id":"c1","item_id":"i1","delta":{{sent}} }""";

        Assert.All([Turn.Of(ItemDone(item)), Turn.Of(Turn.Done(item)), Turn.Of(done), Turn.Of(ItemDone(item), delta, Turn.Done())], turn =>
        {
            ToolCall call = Assert.Single(turn.ToolCalls);
            Assert.Equal((raw, true), (call.RawArguments, call.HasObjectArguments));
        });
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[1]")]
    [InlineData("true")]
    public void Apply_arguments_of_any_other_form_are_a_fault_of_the_protocol_and_not_of_the_agent(string sent)
    {
        string item = $$"""{"id":"i1","type":"function_call","call_id":"c1","name":"pay","arguments":{{sent}} }""";

        foreach (string one in new[]
        {
            ItemDone(item),
            Turn.Done(item),
            $$"""{"type":"response.function_call_arguments.done","call_id":"c1","arguments":{{sent}} }""",
        })
        {
            var exception = Assert.Throws<RealtimeException>(() => Turn.Of(one));
            Assert.Equal(FailureStage.ResponseProtocol, exception.Stage);
            Assert.EndsWith(sent, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Apply_names_and_ids_with_escapes_are_the_same_as_without()
    {
        CollectedTurn turn = Turn.Of(Done("\\u00631", "i\\u0031", Arguments, "p\\u0061y"));
        Assert.Equal(Pay, Assert.Single(turn.ToolCalls));

        turn = Turn.Of(Delta("\\u00631", "i\\u0031", Arguments), ItemDone(Item));
        Assert.Equal(Pay, Assert.Single(turn.ToolCalls));
    }

    [Theory]
    [InlineData(@"{\""a\"":\""\ud800\""}")]
    [InlineData(@"\udc00")]
    public void Apply_arguments_with_half_a_surrogate_pair_are_text(string raw)
    {
        Assert.Contains('\uFFFD', Assert.Single(Turn.Of(Done("c1", "i1", raw, "pay")).ToolCalls).RawArguments);
        Assert.Contains(
            '\uFFFD',
            Assert.Single(Turn.Of(Turn.Done(Item.Replace(Arguments, raw, StringComparison.Ordinal))).ToolCalls).RawArguments);
    }

    private static string Delta(string call, string item, string raw) =>
        $$"""{"type":"response.function_call_arguments.delta","call_id":"{{call}}","item_id":"{{item}}","delta":"{{raw}}"}""";

    private static string Done(string call, string item, string raw, string name) =>
        $$"""{"type":"response.function_call_arguments.done","call_id":"{{call}}","item_id":"{{item}}","""
        + $"\"name\":\"{name}\",\"arguments\":\"{raw}\"}}";

    private static string ItemDone(string item) => $$"""{"type":"response.output_item.done","item":{{item}}}""";
}
