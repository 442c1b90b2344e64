using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Sessions;

/// <summary>The configuration of a session, as the service shows it.</summary>
internal sealed class SessionState
{
    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private JsonObject _json;

    private SessionState(JsonObject json) => _json = json;

    /// <summary>A new session with the defaults of its kind.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="model">Its model; null for a session that only transcribes.</param>
    /// <param name="expiresAt">When it ends.</param>
    public static SessionState Start(string id, string? model, DateTimeOffset expiresAt) =>
        new(model is null ? UnconfiguredSession.Transcription(id, expiresAt) : UnconfiguredSession.Realtime(id, model, expiresAt));

    /// <summary>Returns the model of a configured session; null for one that only transcribes.</summary>
    public static string? ModelOf(JsonElement session)
    {
        if (session.GetProperty("type").ValueEquals("transcription"u8)) return null;
        return session.TryGetProperty("model", out JsonElement model) ? model.GetString() : ModelCatalog.Shipped.DefaultRealtimeModel;
    }

    public JsonObject ToJson() => (JsonObject)_json.DeepClone();

    /// <summary>Whether it converses; else it only transcribes.</summary>
    public bool Responds => Kind == "realtime";

    public string Instructions => (string?)_json["instructions"] ?? "";

    public AudioFormat InputFormat => FormatOf(_json["audio"]!["input"]!["format"]!);

    /// <summary>How it detects turns; null when the client ends them.</summary>
    public JsonNode? TurnDetection => _json["audio"]!["input"]!["turn_detection"];

    public bool Transcribes => _json["audio"]!["input"]!["transcription"] is not null;

    /// <summary>The voice that it speaks with: a name, or an object with the id of one.</summary>
    public JsonNode? Voice => _json["audio"]!["output"]?["voice"];

    public int TokensOfInstructionsAndTools => TokenMeter.Text(Instructions) + TokenMeter.Text(_json["tools"]!.ToJsonString());

    /// <summary>A field of the session.</summary>
    public JsonNode? this[string name] => _json[name];

    /// <summary>Takes over what an update names; objects are merged, everything else is replaced.</summary>
    /// <exception cref="ProtocolException">The session would contradict itself; it stays as it was.</exception>
    public void Update(JsonElement session)
    {
        if (session.GetProperty("type").GetString() != Kind)
        {
            throw new ProtocolException(
                "invalid_value", $"The type of the session is '{Kind}' and cannot change.", "session.type");
        }

        JsonObject update = JsonNode.Parse(session.GetRawText())!.AsObject();
        update.Remove("model");
        JsonObject next = ToJson();
        Merge(next, update);
        RequireTool(next["tools"], next["tool_choice"], "session.tool_choice");
        _json = next;
    }

    /// <summary>A choice may name only a function that is there.</summary>
    /// <exception cref="ProtocolException">It is not.</exception>
    public static void RequireTool(JsonNode? tools, JsonNode? choice, string place)
    {
        if (ToolChoice.NameIn(choice) is string name && ToolChoice.Of(tools, choice).Tools.Count == 0)
            throw new ProtocolException("invalid_value", $"Tool choice '{name}' not found in 'tools' parameter.", place);
    }

    /// <summary>The format that an object of the protocol describes.</summary>
    public static AudioFormat FormatOf(JsonNode format) => (string?)format["type"] switch
    {
        "audio/pcmu" => new AudioFormat(AudioEncoding.MuLaw, 8_000),
        "audio/pcma" => new AudioFormat(AudioEncoding.ALaw, 8_000),
        _ => AudioFormat.Pcm24K,
    };

    private string Kind => (string)_json["type"]!;

    private static void Merge(JsonObject target, JsonObject update)
    {
        foreach (KeyValuePair<string, JsonNode?> property in update.ToArray())
        {
            // A format and a turn detection are whole values: half of the old one would not fit the new type.
            bool isWhole = property.Key is "format" or "turn_detection" or "transcription" or "tool_choice" or "truncation" or "voice";
            if (!isWhole && property.Value is JsonObject inner && target[property.Key] is JsonObject existing) Merge(existing, inner);
            else target[property.Key] = UnconfiguredSession.Complete(property.Key, property.Value?.DeepClone());
        }
    }
}
