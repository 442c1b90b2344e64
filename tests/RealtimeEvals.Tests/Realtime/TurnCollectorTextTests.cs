using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class TurnCollectorTextTests
{
    [Fact]
    public void Apply_text_of_two_items_is_kept_apart_by_their_ids() =>
        Assert.Equal(
            "Hello there. How are you?",
            Turn.Of(Said("a", "Hel"), Said("b", "How "), Said("a", "lo there."), Said("b", "are you?")).Text);

    [Fact]
    public void Apply_text_that_is_whole_replaces_its_deltas() =>
        Assert.Equal(
            "Whole text.",
            Turn.Of(Said("a", "Who"), SaidAll("a", "Whole text."), Item("a", "Whole text."), Turn.Done(ItemOf("a", "Whole text."))).Text);

    [Fact]
    public void Apply_text_without_any_delta_is_taken_from_the_end() =>
        Assert.Equal("One. Two.", Turn.Of(Turn.Done(ItemOf("a", "One.") + "," + ItemOf("b", "Two."))).Text);

    [Theory]
    [InlineData("One.", " Two. ", "One. Two.")]
    [InlineData("  ", "Two.", "Two.")]
    [InlineData("", "", "")]
    public void Apply_text_parts_are_joined_by_one_space(string first, string second, string expected) =>
        Assert.Equal(expected, Turn.Of(SaidAll("a", first), SaidAll("b", second)).Text);

    [Fact]
    public void Apply_text_parts_of_one_item_are_joined_by_one_space()
    {
        const string Message =
            """{"id":"a","type":"message","content":"""
            + """[{"type":"output_audio","transcript":"One."},{"type":"output_text","text":"Two."},{"type":"output_audio"}]}""";

        Assert.Equal("One. Two.", Turn.Of(Turn.Done(Message)).Text);
    }

    [Fact]
    public void Apply_text_parts_of_one_item_that_never_ended_are_both_kept()
    {
        CollectedTurn turn = Turn.Of(
            """{"type":"response.output_audio_transcript.delta","item_id":"a","content_index":0,"delta":"One."}""",
            """{"type":"response.output_audio_transcript.done","item_id":"a","content_index":0,"transcript":"One."}""",
            """{"type":"response.output_text.delta","item_id":"a","content_index":1,"delta":"Two."}""",
            """{"type":"response.output_text.done","item_id":"a","content_index":1,"text":"Two."}""");

        Assert.Equal("One. Two.", turn.Text);
    }

    [Fact]
    public void Apply_item_without_content_keeps_what_was_said() =>
        Assert.Equal(
            "One.",
            Turn.Of(Said("a", "One."), """{"type":"response.output_item.done","item":{"id":"a","type":"message","content":[]}}""").Text);

    [Fact]
    public void Apply_items_of_other_types_are_passed_over() =>
        Assert.Equal(
            "",
            Turn.Of(
                """{"type":"response.output_item.done","item":{"id":"a","type":"reasoning","content":[{"text":"secret"}]}}""",
                Turn.Done("{},null,5")).Text);

    [Theory]
    [InlineData(@"\u00e9 \""q\"" \ud83d\ude00", "é \"q\" 😀")]
    [InlineData(@"cut \ud83d off", "cut \uFFFD off")]
    public void Apply_text_escapes_are_undone_in_deltas_and_in_whole_text(string raw, string text)
    {
        Assert.Equal(text, Turn.Of(Said("a", raw)).Text);
        Assert.Equal(text, Turn.Of(SaidAll("a", raw)).Text);
    }

    [Theory]
    [InlineData(@"cut \ud83d off")]
    [InlineData(@"\udc00")]
    public void Apply_text_with_half_a_surrogate_pair_in_a_finished_item_is_text(string raw)
    {
        Assert.Contains('\uFFFD', Turn.Of(Item("a", raw)).Text);
        Assert.Contains('\uFFFD', Turn.Of(Turn.Done(ItemOf("a", raw))).Text);
    }

    [Fact]
    public void Apply_times_are_those_of_the_first_text_and_the_end()
    {
        CollectedTurn turn = Turn.Of("""{"type":"response.created","response":{"id":"r1"}}""", Said("a", "x"), Said("a", "y"), Turn.Done());

        Assert.Equal((null, 2L, 4L), (turn.FirstAudioAt, turn.FirstTextAt, turn.DoneAt));
    }

    private static string Said(string item, string raw) =>
        $$"""{"type":"response.output_audio_transcript.delta","item_id":"{{item}}","delta":"{{raw}}"}""";

    private static string SaidAll(string item, string raw) =>
        $$"""{"type":"response.output_audio_transcript.done","item_id":"{{item}}","transcript":"{{raw}}"}""";

    private static string Item(string item, string raw) => $$"""{"type":"response.output_item.done","item":{{ItemOf(item, raw)}}}""";

    private static string ItemOf(string item, string raw) =>
        $$"""{"id":"{{item}}","type":"message","content":[{"type":"output_audio","transcript":"{{raw}}"}]}""";
}
