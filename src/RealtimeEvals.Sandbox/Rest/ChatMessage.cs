using System.Text.Json;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>One message to a text model.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">All text of its parts, one below the other.</param>
internal sealed record ChatMessage(string Role, string Text)
{
    /// <summary>Reads messages that were found to be right; a text alone is a message of the user.</summary>
    public static IReadOnlyList<ChatMessage> ReadAll(JsonElement messages) => messages.ValueKind == JsonValueKind.String
        ? [new ChatMessage("user", messages.GetString()!)]
        : [.. messages.EnumerateArray().Select(message => new ChatMessage(
            message.GetProperty("role").GetString()!, TextOf(message.GetProperty("content"))))];

    /// <summary>The text of a message's content, or of a part of it.</summary>
    public static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Join('\n', content.EnumerateArray().Select(TextOf)),
        _ => TextOf(content.GetProperty("text")),
    };
}
