using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>One item of a conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Json">The item as events show it, without its audio.</param>
/// <param name="Heard">What the sandbox understood of a user's message; empty for others.</param>
/// <param name="TextTokens">Its tokens of text.</param>
/// <param name="AudioTokens">Its tokens of audio.</param>
internal sealed record ConversationItem(string Id, JsonObject Json, string Heard, int TextTokens, int AudioTokens)
{
    /// <summary>Of linear audio; that of G.711 is one byte longer or shorter than it needs to be.</summary>
    private const int BytesOfOneSample = 2;

    /// <summary>How long its audio lasts; zero when it has none.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Its audio by the index of the part that holds it, in the format of the session.</summary>
    public IReadOnlyDictionary<int, ReadOnlyMemory<byte>> Audio { get; init; } = new Dictionary<int, ReadOnlyMemory<byte>>();

    public long AudioBytes => Audio.Values.Sum(part => (long)part.Length);

    /// <summary>Whether it is what the caller said.</summary>
    public bool IsUserMessage => Type == "message" && (string?)Json["role"] == "user";

    /// <summary>What the session itself said; null for other items.</summary>
    public string? Said => Type == "message" && (string?)Json["role"] == "assistant" && Json["content"] is JsonArray parts
        ? string.Join(' ', parts.Select(part => (string?)part!["transcript"] ?? (string?)part["text"] ?? ""))
        : null;

    public string Type => (string?)Json["type"] ?? "";

    /// <summary>A copy of its JSON that may be put into an event.</summary>
    public JsonObject Copy() => (JsonObject)Json.DeepClone();

    /// <summary>A copy of its JSON with its audio.</summary>
    public JsonObject CopyWhole()
    {
        JsonObject whole = Copy();
        foreach ((int index, ReadOnlyMemory<byte> audio) in Audio) whole["content"]![index]!["audio"] = Convert.ToBase64String(audio.Span);
        return whole;
    }

    /// <summary>The same item, whose first part has a transcript.</summary>
    public ConversationItem WithTranscript(string transcript)
    {
        JsonObject json = Copy();
        json["content"]![0]!["transcript"] = transcript;
        return this with { Json = json };
    }

    /// <summary>The item cut, and its transcript lost, which nobody could cut at the same place.</summary>
    public ConversationItem Until(TimeSpan end)
    {
        JsonObject json = Copy();
        foreach (JsonNode? part in json["content"] as JsonArray ?? []) part!.AsObject().Remove("transcript");
        double kept = Duration > TimeSpan.Zero ? end / Duration : 0;
        var audio = Audio.ToDictionary(
            part => part.Key, part => part.Value[..((int)(part.Value.Length * kept) / BytesOfOneSample * BytesOfOneSample)]);
        return this with { Json = json, Duration = end, Audio = audio };
    }
}
