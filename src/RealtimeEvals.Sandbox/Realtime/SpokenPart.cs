using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>The one part of a message, as far as it was said or written.</summary>
/// <param name="words">What is to be said.</param>
/// <param name="isAudio">Whether it is spoken; else it is written.</param>
/// <param name="format">The format of its audio.</param>
/// <param name="lateMilliseconds">How long it takes before the first audio.</param>
/// <param name="time">The clock.</param>
internal sealed class SpokenPart(string words, bool isAudio, AudioFormat format, int lateMilliseconds, TimeProvider time)
{
    private const int WrittenLength = 20;
    private static readonly TimeSpan DeltaLength = TimeSpan.FromMilliseconds(100);

    private readonly StringBuilder _said = new();
    private ReadOnlyMemory<byte> _audio;

    public bool IsAudio => isAudio;

    /// <summary>What was said until now.</summary>
    public string Said => _said.ToString();

    /// <summary>How long the audio is that was sent until now.</summary>
    public TimeSpan Duration => format.DurationOf(_audio.Length);

    /// <summary>The audio that was sent until now, as an item keeps it.</summary>
    public IReadOnlyDictionary<int, ReadOnlyMemory<byte>> Audio =>
        new Dictionary<int, ReadOnlyMemory<byte>>(isAudio ? [KeyValuePair.Create(0, _audio)] : []);

    /// <summary>The part as events of a response show it.</summary>
    public JsonObject ToPart() => isAudio
        ? new JsonObject { ["type"] = "audio", ["transcript"] = Said }
        : new JsonObject { ["type"] = "text", ["text"] = Said };

    /// <summary>The part as an item shows it.</summary>
    public JsonObject ToContent() => isAudio
        ? new JsonObject { ["type"] = "output_audio", ["transcript"] = Said }
        : new JsonObject { ["type"] = "output_text", ["text"] = Said };

    /// <summary>Sends it piece by piece.</summary>
    /// <param name="sendAsync">Sends a field of an event of a type.</param>
    /// <param name="breakAsync">What goes wrong in the middle of audio.</param>
    /// <param name="cancelled">Gives it up between two pieces.</param>
    public async Task StreamAsync(Func<string, string, JsonNode, Task> sendAsync, Func<Task> breakAsync, CancellationToken cancelled)
    {
        if (isAudio) await SpeakAsync(sendAsync, breakAsync, cancelled);
        else await WriteAsync(sendAsync, cancelled);
    }

    private async Task SpeakAsync(Func<string, string, JsonNode, Task> sendAsync, Func<Task> breakAsync, CancellationToken cancelled)
    {
        byte[] linear = PcmSamples.Encode(FskVoice.Speak(words), AudioEncoding.Pcm16);
        ReadOnlyMemory<byte> audio = AudioConverter.Convert(linear, AudioFormat.Pcm24K, format);
        var chunks = new AudioChunks(audio, format, DeltaLength);
        string[] pieces = SplitWords(words, chunks.Count);
        if (lateMilliseconds > 0) await Task.Delay(TimeSpan.FromMilliseconds(lateMilliseconds), time, cancelled);
        for (int i = 0; i < chunks.Count; i++)
        {
            cancelled.ThrowIfCancellationRequested();
            if (i == chunks.Count / 2) await breakAsync();
            _said.Append(pieces[i]);
            if (pieces[i].Length > 0) await sendAsync("response.output_audio_transcript.delta", "delta", pieces[i]);
            _audio = audio[..(_audio.Length + chunks[i].Length)];
            await sendAsync("response.output_audio.delta", "delta", Convert.ToBase64String(chunks[i].Span));
        }
    }

    private async Task WriteAsync(Func<string, string, JsonNode, Task> sendAsync, CancellationToken cancelled)
    {
        foreach (string piece in SplitWords(words, Math.Max(1, words.Length / WrittenLength)))
        {
            cancelled.ThrowIfCancellationRequested();
            _said.Append(piece);
            await sendAsync("response.output_text.delta", "delta", piece);
        }
    }

    /// <summary>
    /// Cuts a sentence into so many pieces that together are the sentence again; words stay whole where there are enough.
    /// </summary>
    private static string[] SplitWords(string sentence, int pieces)
    {
        string[] words = sentence.Split(' ');
        string[] result = new string[pieces];
        for (int i = 0, taken = 0; i < pieces; i++)
        {
            int end = (int)((long)words.Length * (i + 1) / pieces);
            result[i] = string.Join(' ', words[taken..end]);
            if (taken > 0 && taken < end) result[i] = " " + result[i];
            taken = end;
        }

        return result;
    }
}
