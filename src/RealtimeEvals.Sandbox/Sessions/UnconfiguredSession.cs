using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Sessions;

/// <summary>What a session is where nobody configured it.</summary>
internal static class UnconfiguredSession
{
    /// <summary>A session that converses.</summary>
    public static JsonObject Realtime(string id, string model, DateTimeOffset expiresAt) => new()
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
            ["input"] = Input(),
            ["output"] = new JsonObject { ["format"] = Linear(), ["voice"] = "marin", ["speed"] = 1.0 },
        },
        ["include"] = null,
    };

    /// <summary>A session that only transcribes.</summary>
    public static JsonObject Transcription(string id, DateTimeOffset expiresAt) => new()
    {
        ["type"] = "transcription",
        ["object"] = "realtime.transcription_session",
        ["id"] = id,
        ["expires_at"] = expiresAt.ToUnixTimeSeconds(),
        ["audio"] = new JsonObject { ["input"] = Input() },
        ["include"] = null,
    };

    /// <summary>Adds to a value what its client left to the service.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="value">The value; null for none.</param>
    public static JsonNode? Complete(string name, JsonNode? value)
    {
        if (value is not JsonObject given) return value;
        JsonObject? whole = (name, (string?)given["type"]) switch
        {
            ("format", "audio/pcm") => Linear(),
            ("turn_detection", "semantic_vad") => new JsonObject
            {
                ["type"] = "semantic_vad",
                ["eagerness"] = "auto",
                ["create_response"] = true,
                ["interrupt_response"] = true,
            },
            ("turn_detection", _) => TurnDetection(500),
            _ => null,
        };
        if (whole is null) return given;
        foreach ((string key, JsonNode? field) in given) whole[key] = field?.DeepClone();
        return whole;
    }

    private static JsonObject Input() => new()
    {
        ["format"] = Linear(),
        ["transcription"] = null,
        ["noise_reduction"] = null,
        ["turn_detection"] = TurnDetection(200),
    };

    private static JsonObject Linear() => new() { ["type"] = "audio/pcm", ["rate"] = 24_000 };

    private static JsonObject TurnDetection(int silenceMilliseconds) => new()
    {
        ["type"] = "server_vad", ["threshold"] = 0.5, ["prefix_padding_ms"] = 300, ["silence_duration_ms"] = silenceMilliseconds,
        ["idle_timeout_ms"] = null, ["create_response"] = true, ["interrupt_response"] = true,
    };
}
