using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>The file beside the table that records how the audio was made. Files are reused only when it says the same.</summary>
internal static class WalkAudioManifest
{
    public static string PathFor(string tablePath) => Path.ChangeExtension(tablePath, ".audio.json");

    /// <summary>What the bytes of the audio depend on, but for the conditions: those are in the names of the files.</summary>
    public static JsonObject SettingsOf(WalkAudioOptions options, ServiceTarget? target) => new()
    {
        ["source_sha256"] = FileHash.OfFile(options.SourcePath),
        ["speech_by"] = target is null ? "recordings" : target.SpeechSource,
        ["speech_source"] = options.SpeechSource.ToString(),
        ["speech_model"] = options.CallerSpeech.EffectiveModel,
        ["voice"] = options.Voice,
        ["seed"] = options.Seed,
        ["format"] = new AudioFormat(AudioEncoding.MuLaw, 8_000).ToString(),
    };

    /// <summary>Refuses to mix with audio that was made otherwise.</summary>
    /// <exception cref="EvalException"><c>AudioSetMismatch</c>.</exception>
    public static void Check(WalkAudioOptions options, JsonObject settings)
    {
        string path = PathFor(options.TablePath);
        if (!File.Exists(path)) return;
        JsonObject earlier;
        try
        {
            earlier = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            earlier = [];
        }

        string[] differences = [.. settings.Where(setting => setting.Value?.ToJsonString() != earlier[setting.Key]?.ToJsonString()).Select(setting => setting.Key)];
        if (differences.Length > 0) throw EvalErrors.AudioSetMismatch(options.OutputPath, string.Join(", ", differences));
    }

    public static void Write(WalkAudioOptions options, JsonObject settings) =>
        AtomicFile.Write(PathFor(options.TablePath), [.. JsonSerializer.SerializeToUtf8Bytes(settings, RunJson.Indented), (byte)'\n']);
}
