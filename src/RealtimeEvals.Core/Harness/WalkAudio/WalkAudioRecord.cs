using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>The file beside the table that tells people how the audio was made.</summary>
internal static class WalkAudioRecord
{
    /// <summary>Writes <c>NAME.audio.json</c> for the table <c>NAME.csv</c>.</summary>
    public static void Write(WalkAudioOptions options, ServiceTarget? target, IEnumerable<string> conditions, string sourceSha256)
    {
        var record = new JsonObject
        {
            ["source_sha256"] = sourceSha256,
            ["speech_by"] = target is null ? "recordings" : target.SpeechSource,
            ["speech_source"] = options.SpeechSource.ToString(),
            ["speech_model"] = options.CallerSpeech.EffectiveModel,
            ["voice"] = options.Voice,
            ["conditions"] = new JsonArray([.. conditions.Select(condition => (JsonNode)condition)]),
            ["seed"] = options.Seed,
            ["format"] = WalkAudioFile.Format.ToString(),
        };
        if (options.Channel != RecordingChannel.Alike) record["channel"] = options.Channel.ToString();
        AtomicFile.Write(Path.ChangeExtension(options.TablePath, ".audio.json"), [.. JsonSerializer.SerializeToUtf8Bytes(record, RunJson.Indented), (byte)'\n']);
    }
}
