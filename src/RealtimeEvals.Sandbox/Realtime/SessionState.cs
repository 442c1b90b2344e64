using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>The configuration of a session, as the service shows it.</summary>
internal sealed class SessionState
{
    private readonly JsonObject _json;

    public SessionState(string id, string model, DateTimeOffset expiresAt)
    {
        _json = new JsonObject
        {
            ["type"] = "realtime",
            ["object"] = "realtime.session",
            ["id"] = id,
            ["model"] = model,
            ["output_modalities"] = new JsonArray("audio"),
            ["instructions"] = "",
            ["tools"] = new JsonArray(),
            ["tool_choice"] = "auto",
            ["max_output_tokens"] = "inf",
            ["tracing"] = null,
            ["truncation"] = "auto",
            ["prompt"] = null,
            ["expires_at"] = expiresAt.ToUnixTimeSeconds(),
            ["audio"] = new JsonObject
            {
                ["input"] = new JsonObject
                {
                    ["format"] = new JsonObject { ["type"] = "audio/pcm", ["rate"] = 24_000 },
                    ["transcription"] = null,
                    ["noise_reduction"] = null,
                    ["turn_detection"] = new JsonObject
                    {
                        ["type"] = "server_vad", ["threshold"] = 0.5, ["prefix_padding_ms"] = 300, ["silence_duration_ms"] = 200,
                        ["idle_timeout_ms"] = null, ["create_response"] = true, ["interrupt_response"] = true,
                    },
                },
                ["output"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "audio/pcm", ["rate"] = 24_000 }, ["voice"] = "marin", ["speed"] = 1.0 },
            },
            ["include"] = null,
        };
    }

    public JsonObject ToJson() => (JsonObject)_json.DeepClone();

    public string Instructions => (string?)_json["instructions"] ?? "";

    public AudioFormat InputFormat => FormatOf(_json["audio"]!["input"]!["format"]!);

    public AudioFormat OutputFormat => FormatOf(_json["audio"]!["output"]!["format"]!);

    /// <summary>How the session detects turns; null when the client ends them.</summary>
    public JsonNode? TurnDetection => _json["audio"]!["input"]!["turn_detection"];

    public bool Transcribes => _json["audio"]!["input"]!["transcription"] is not null;

    public bool SpeaksAudio => ((JsonArray)_json["output_modalities"]!).Any(modality => (string?)modality == "audio");

    /// <summary>The tools that may be called.</summary>
    public IReadOnlyList<string> ToolNames => (string?)(_json["tool_choice"] as JsonValue) == "none" ? [] : [.. ((JsonArray)_json["tools"]!).Select(tool => (string?)tool!["name"] ?? "")];

    public int TokensOfInstructionsAndTools => TokenMeter.Text(Instructions) + TokenMeter.Text(_json["tools"]!.ToJsonString());

    /// <summary>Takes over what an update names; objects are merged, everything else is replaced.</summary>
    public void Update(JsonElement session) => Merge(_json, JsonNode.Parse(session.GetRawText())!.AsObject());

    private static void Merge(JsonObject target, JsonObject update)
    {
        foreach (KeyValuePair<string, JsonNode?> property in update.ToArray())
        {
            // A format and a turn detection are whole values: half of the old one would not fit the new type.
            bool isWhole = property.Key is "format" or "turn_detection" or "transcription";
            if (!isWhole && property.Value is JsonObject inner && target[property.Key] is JsonObject existing) Merge(existing, inner);
            else target[property.Key] = property.Value?.DeepClone();
        }
    }

    private static AudioFormat FormatOf(JsonNode format) => (string?)format["type"] switch
    {
        "audio/pcmu" => new AudioFormat(AudioEncoding.MuLaw, 8_000),
        "audio/pcma" => new AudioFormat(AudioEncoding.ALaw, 8_000),
        _ => AudioFormat.Pcm24K,
    };
}
