using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>One item of a conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Json">The item as the service shows it.</param>
/// <param name="Heard">What the sandbox understood of a user's message; empty for others.</param>
/// <param name="TextTokens">Its tokens of text.</param>
/// <param name="AudioTokens">Its tokens of audio.</param>
internal sealed record ConversationItem(string Id, JsonObject Json, string Heard, int TextTokens, int AudioTokens)
{
    /// <summary>How long its audio lasts; zero when it has none.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether it is what the caller said.</summary>
    public bool IsUserMessage => Type == "message" && (string?)Json["role"] == "user";

    /// <summary>What the session itself said; null for other items.</summary>
    public string? Said => Type == "message" && (string?)Json["role"] == "assistant" && Json["content"] is JsonArray parts
        ? string.Join(' ', parts.Select(part => (string?)part!["transcript"] ?? (string?)part["text"] ?? ""))
        : null;

    public string Type => (string?)Json["type"] ?? "";
}
