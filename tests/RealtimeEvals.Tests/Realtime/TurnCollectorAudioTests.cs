using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class TurnCollectorAudioTests
{
    [Fact]
    public void Apply_audio_deltas_are_decoded_and_joined()
    {
        byte[] audio = [.. Enumerable.Range(0, 200_001).Select(i => (byte)(i * 31))];

        CollectedTurn turn = Turn.Of([.. audio.Chunk(961).Select(chunk => Delta(Convert.ToBase64String(chunk)))]);

        Assert.Equal(audio, turn.Audio.ToArray());
        Assert.Equal((1L, null), (turn.FirstAudioAt, turn.FirstTextAt));
    }

    [Theory]
    [InlineData(@"\/\/79", new byte[] { 0xFF, 0xFE, 0xFD })]
    [InlineData(@"\u002f\u002B79", new byte[] { 0xFF, 0xEE, 0xFD })]
    [InlineData("//79", new byte[] { 0xFF, 0xFE, 0xFD })]
    [InlineData("/w==", new byte[] { 0xFF })]
    [InlineData("", new byte[0])]
    public void Apply_audio_may_be_escaped_and_padded(string raw, byte[] audio) => Assert.Equal(audio, Turn.Of(Delta(raw)).Audio.ToArray());

    [Theory]
    [InlineData("A")]
    [InlineData("AAA")]
    [InlineData("????")]
    [InlineData("AA==AAAA")]
    [InlineData("_-8=")]
    [InlineData(@"\ud800")]
    [InlineData("éééé")]
    public void Apply_audio_that_is_not_base64_breaks_the_protocol(string raw) =>
        Assert.Equal("response_protocol", Assert.Throws<RealtimeException>(() => Turn.Of(Delta(raw))).Stage);

    [Fact]
    public void Snapshot_does_not_change_with_what_comes_after()
    {
        var collector = new TurnCollector(Given.Ga);
        Turn.Apply(collector, Given.Utf8(Delta("AAAA")), 1);
        CollectedTurn before = collector.Snapshot();

        Turn.Apply(collector, Given.Utf8(Delta("////")), 2);

        Assert.Equal(new byte[3], before.Audio.ToArray());
    }

    [Fact]
    public void Apply_audio_delta_allocates_nothing_but_room_for_the_audio()
    {
        const int Bytes = 960;
        byte[] message = Given.Utf8(Delta(Convert.ToBase64String(new byte[Bytes])));
        var collector = new TurnCollector(Given.Ga);

        // The buffer doubles from 64 KiB; after 300 deltas it has room for 512 KiB, which holds 500.
        for (int i = 0; i < 300; i++) Turn.Apply(collector, message, i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++) Turn.Apply(collector, message, i);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(500 * Bytes, collector.Snapshot().Audio.Length);
    }

    private static string Delta(string raw) =>
        """{"type":"response.output_audio.delta","event_id":"e","response_id":"r1","item_id":"a","output_index":0"""
        + $$""","content_index":0,"delta":"{{raw}}"}""";
}
