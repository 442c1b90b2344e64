using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>The items of a session, in order.</summary>
internal sealed class Conversation
{
    private readonly List<ConversationItem> _items = [];

    public IReadOnlyList<ConversationItem> Items => _items;

    /// <summary>Adds an item after another one.</summary>
    /// <param name="item">The item.</param>
    /// <param name="after">The id of the item before it; null for the last, "root" for the start.</param>
    /// <returns>The id of the item before it; null at the start.</returns>
    public string? Add(ConversationItem item, string? after = null)
    {
        if (_items.Exists(known => known.Id == item.Id)) throw new ProtocolException("item_already_exists", $"The item '{item.Id}' exists already.", "item.id");
        int at = after switch { null => _items.Count, "root" => 0, _ => IndexOf(after, "previous_item_id") + 1 };
        _items.Insert(at, item);
        return at == 0 ? null : _items[at - 1].Id;
    }

    public ConversationItem Find(string id) => _items[IndexOf(id, "item_id")];

    public void Remove(string id) => _items.RemoveAt(IndexOf(id, "item_id"));

    /// <summary>Cuts what was spoken, and with it the transcript, which nobody could cut at the same place.</summary>
    public void Truncate(string id, TimeSpan end)
    {
        ConversationItem item = Find(id);
        if (end > item.Duration) throw new ProtocolException("invalid_value", FormattableString.Invariant($"Audio content of {item.Duration.TotalMilliseconds:0}ms is already shorter than {end.TotalMilliseconds:0}ms."), "audio_end_ms");
        JsonObject json = Copy(item);
        foreach (JsonNode? part in json["content"] as JsonArray ?? []) part!.AsObject().Remove("transcript");
        _items[IndexOf(id, "item_id")] = item with { Json = json, Duration = end };
    }

    /// <summary>Whether a call with that id was made.</summary>
    public bool HasCall(string callId) => _items.Exists(item => item.Type == "function_call" && (string?)item.Json["call_id"] == callId);

    private int IndexOf(string id, string param)
    {
        int index = _items.FindIndex(item => item.Id == id);
        return index >= 0 ? index : throw new ProtocolException("item_not_found", $"There is no item '{id}'.", param);
    }

    /// <summary>A copy of an item's JSON that may be put into an event.</summary>
    public static JsonObject Copy(ConversationItem item) => (JsonObject)item.Json.DeepClone();
}
