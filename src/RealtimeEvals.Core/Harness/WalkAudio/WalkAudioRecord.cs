using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>The file beside the table that records how the audio was made, and by which service.</summary>
internal static class WalkAudioRecord
{
    /// <summary>The key of the service that made the speech.</summary>
    private const string SpeechBy = "speech_by";

    /// <summary>Returns the speech source of an existing set; null when there is none.</summary>
    public static SpeechSource? SourceOf(string tablePath) =>
        Read(tablePath, SpeechChoice.SourceSetting) is string source ? SpeechChoice.Parse(source) : null;

    /// <summary>Whether the record of a set says that the sandbox made its speech.</summary>
    public static bool IsOfSandbox(string tablePath) => Read(tablePath, SpeechBy) == ServiceTarget.SandboxProvider;

    /// <summary>Writes <c>NAME.audio.json</c> for the table <c>NAME.csv</c>.</summary>
    public static void Write(WalkAudioOptions options, ServiceTarget? target, IEnumerable<string> conditions, string sourceSha256)
    {
        var record = new JsonObject
        {
            ["source_sha256"] = sourceSha256,
            [SpeechBy] = target is null ? "recordings" : target.SpeechSource,
            [SpeechChoice.SourceSetting] = options.SpeechSource.ToString(),
            [SpeechChoice.ModelSetting] = options.CallerSpeech.EffectiveModel,
            ["voice"] = options.Voice,
            ["conditions"] = new JsonArray([.. conditions.Select(condition => (JsonNode)condition)]),
            ["seed"] = options.Seed,
            ["format"] = WalkAudioFile.Format.ToString(),
        };
        if (options.Channel != RecordingChannel.Alike) record["channel"] = options.Channel.ToString();
        AtomicFile.Write(PathOf(options.TablePath), [.. JsonSerializer.SerializeToUtf8Bytes(record, RunJson.Indented), (byte)'\n']);
    }

    private static string? Read(string tablePath, string key)
    {
        try
        {
            JsonElement record = StrictJson.Parse(PlainFile.Read(PathOf(tablePath), InputLimits.TextBytes));
            return JsonText.Child(record, key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string PathOf(string tablePath) => Path.ChangeExtension(tablePath, ".audio.json");
}
