using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

public sealed class HearingTests
{
    private const string Words = "Please put 64.50 on account BW-20664, and move me to 114 Beaupré Street.";

    private static readonly AudioFormat MuLaw = new(AudioEncoding.MuLaw, 8_000);
    private static readonly AudioFormat ALaw = new(AudioEncoding.ALaw, 8_000);

    [Fact(Timeout = 300_000)]
    public async Task Linear_speech_is_heard_word_for_word() =>
        Assert.Equal(Words, await HearAsync(AudioFormat.Pcm24K, RawClient.Speech(Words, AudioFormat.Pcm24K)));

    [Fact(Timeout = 300_000)]
    public async Task Telephone_speech_is_heard_word_for_word()
    {
        Assert.Equal(Words, await HearAsync(MuLaw, RawClient.Speech(Words, MuLaw)));
        Assert.Equal(Words, await HearAsync(ALaw, RawClient.Speech(Words, ALaw)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Telephone_speech_with_lost_chunks_is_heard_as_something_else()
    {
        string heard = await HearAsync(MuLaw, RawClient.Speech(Words, MuLaw), static number => number % 10 == 9);

        Assert.NotEqual(Words, heard);
        Assert.Contains("Please", heard, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Speech_at_the_wrong_rate_is_not_understood()
    {
        string heard = await HearAsync(AudioFormat.Pcm24K, RawClient.Speech(Words, new AudioFormat(AudioEncoding.Pcm16, 8_000)));

        Assert.All(Words.Split(' '), word => Assert.DoesNotContain(word, heard, StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Speech_in_the_wrong_codec_is_not_understood()
    {
        string heard = await HearAsync(MuLaw, RawClient.Speech(Words, ALaw));

        Assert.NotEqual(Words, heard);
    }

    [Fact(Timeout = 300_000)]
    public async Task Silence_is_heard_as_nothing_and_answered_as_such()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.AppendAsync(new byte[48_000], AudioFormat.Pcm24K);
        await client.SendAsync("""{"type":"input_audio_buffer.commit"}""");

        IReadOnlyList<JsonElement> events = await client.RespondAsync("""{"output_modalities":["text"]}""");

        string text =
            events[^1].GetProperty("response").GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()!;
        Assert.Contains("could not hear you", text, StringComparison.Ordinal);
    }

    /// <summary>What the session's transcription says about audio that is sent in a format.</summary>
    private static async Task<string> HearAsync(AudioFormat session, ReadOnlyMemory<byte> audio, Func<int, bool>? isLost = null)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        string format =
            session.Encoding switch { AudioEncoding.MuLaw => "audio/pcmu", AudioEncoding.ALaw => "audio/pcma", _ => "audio/pcm" };
        await client.UpdateAsync($$$"""
            "audio":{"input":{"format":{"type":"{{{format}}}"},"transcription":{"model":"gpt-transcribe"},"turn_detection":null}}
            """);
        await client.AppendAsync(audio, session, isLost);
        await client.SendAsync("""{"type":"input_audio_buffer.commit"}""");
        return (await client.ReceiveUntilAsync("conversation.item.input_audio_transcription.completed"))[^1]
            .GetProperty("transcript").GetString()!;
    }
}
