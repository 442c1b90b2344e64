using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Walk;

/// <summary>What crosses the wire when the client ends the turn.</summary>
public sealed class WalkReplayTests
{
    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 20)]
    [InlineData(true, 37)]
    [InlineData(false, 1)]
    public async Task RunAsync_sends_the_file_chunk_by_chunk_in_order(bool realTime, int chunk)
    {
        await using var setup = new WalkSetup();
        byte[] speech = [.. WalkSetup.Speak("Are you open on Sundays at all?").Take(2_999)];
        setup.UseRows(("a", setup.WriteAudio("a.wav", speech)));
        setup.Options = setup.Options with { RealTime = realTime, ChunkMilliseconds = chunk };

        WalkResult result = Assert.Single(await setup.RunAsync());

        IReadOnlyList<byte[]> chunks = setup.Events("a").Appended();
        int bytes = 8 * chunk;
        Assert.Equal((2_999 + bytes - 1) / bytes, chunks.Count);
        Assert.All(chunks.SkipLast(1), one => Assert.Equal(bytes, one.Length));
        Assert.Equal(speech, chunks.SelectMany(one => one));
        Assert.Equal(374.875, result.SpeechMs);
    }

    [Fact]
    public async Task RunAsync_client_events_are_those_of_the_reference_in_its_order()
    {
        await using var setup = new WalkSetup();
        setup.UseRows(("a", setup.WriteAudio("a.wav", WalkSetup.Speak("Hello, good morning."))));

        await setup.RunAsync();

        Events events = setup.Events("a");
        Assert.Equal(
            ["session.update", "input_audio_buffer.clear", "input_audio_buffer.append", "input_audio_buffer.commit", "response.create"],
            events.Types("client").Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        JsonElement audio = events.Of("session.update")[0].GetProperty("session").GetProperty("audio");
        Assert.Equal("""{"format":{"type":"audio/pcmu"},"turn_detection":null}""", audio.GetProperty("input").GetRawText());
        Assert.Equal("""{"format":{"type":"audio/pcm","rate":24000},"voice":"marin"}""", audio.GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task RunAsync_short_file_is_filled_up_with_silence()
    {
        await using var setup = new WalkSetup();
        setup.UseRows(("a", setup.WriteAudio("a.wav", [0x12])));

        await setup.RunAsync();

        Assert.Equal([0x12, .. WalkSetup.Pause(100).Skip(1)], setup.Events("a").Appended().SelectMany(one => one));
    }

    [Fact]
    public async Task RunAsync_end_of_speech_is_measured_in_every_kind_of_replay()
    {
        await using var setup = new WalkSetup();
        setup.UseRows(("a", setup.WriteAudio("a.wav", [.. WalkSetup.Speak("Hi."), .. WalkSetup.Pause(200)])));
        setup.Options = setup.Options with { RealTime = true };

        WalkResult result = Assert.Single(await setup.RunAsync());

        Assert.NotNull(result.EndOfSpeechToFirstAudioMs);
        Assert.True(result.EndOfSpeechToFirstAudioMs > result.LatencyFirstAudioMs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_resume_goes_on_only_with_the_same_audio(bool changed)
    {
        await using var setup = new WalkSetup("status:failedx1@b");
        setup.UseRows(
            ("a", setup.WriteAudio("a.wav", WalkSetup.Speak("Hi."))), ("b", setup.WriteAudio("b.wav", WalkSetup.Speak("Hello."))));
        await setup.RunAsync();
        if (changed) setup.WriteAudio("a.wav", WalkSetup.Speak("Ho."));
        setup.Options = setup.Options with { Resume = true, RetryErrors = true };

        if (changed)
        {
            EvalException exception = await setup.RefusedAsync();
            Assert.Equal("ResumeMismatch", exception.ErrorId);
            Assert.Contains("audio_sha256", exception.Message, StringComparison.Ordinal);
        }
        else
        {
            await setup.RunAsync();
            WalkResult[] last = [.. setup.Sink.Items.OfType<WalkResult>().TakeLast(2)];
            Assert.All(last, result => Assert.Equal(Outcome.Pass, result.Outcome));
        }
    }
}
