using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>The items of a session, in order. The client and a response may change them at the same time.</summary>
internal sealed class Conversation
{
    /// <summary>How much audio is kept to be retrieved; of what is older, the words remain.</summary>
    private const long MaximumAudioBytes = 64 * 1024 * 1024;

    private const int MaximumItems = 4096;
    private const long MaximumCharacters = 32 * 1024 * 1024;

    private readonly Lock _changing = new();
    private readonly List<ConversationItem> _items = [];
    private long _characters;

    /// <summary>The items as they are now.</summary>
    public IReadOnlyList<ConversationItem> Items
    {
        get
        {
            lock (_changing) return [.. _items];
        }
    }

    /// <summary>Adds an item after another one.</summary>
    /// <param name="item">The item.</param>
    /// <param name="after">The id of the item before it; null for the last, "root" for the start.</param>
    /// <returns>The id of the item before it; null at the start.</returns>
    public string? Add(ConversationItem item, string? after = null)
    {
        lock (_changing)
        {
            if (_items.Exists(known => known.Id == item.Id))
            {
                throw new ProtocolException("item_already_exists", $"The item '{item.Id}' exists already.", "item.id");
            }

            int characters = item.Json.ToJsonString().Length;
            if (_items.Count == MaximumItems || _characters + characters > MaximumCharacters)
            {
                throw new ProtocolException(
                    "conversation_too_large",
                    FormattableString.Invariant($"The sandbox keeps {MaximumItems} items and {MaximumCharacters} characters a session."),
                    "item");
            }

            int at = after switch { null => _items.Count, "root" => 0, _ => IndexOf(after, "previous_item_id") + 1 };
            _items.Insert(at, item);
            _characters += characters;
            ForgetOldAudio();
            return at == 0 ? null : _items[at - 1].Id;
        }
    }

    public ConversationItem Find(string id, string param = "item_id")
    {
        lock (_changing) return _items[IndexOf(id, param)];
    }

    public void Remove(string id)
    {
        lock (_changing)
        {
            int index = IndexOf(id, "item_id");
            _characters -= _items[index].Json.ToJsonString().Length;
            _items.RemoveAt(index);
        }
    }

    /// <summary>Cuts what was spoken.</summary>
    public void Truncate(string id, TimeSpan end)
    {
        lock (_changing)
        {
            int index = IndexOf(id, "item_id");
            ConversationItem item = _items[index];
            if (item.Said is null)
            {
                throw new ProtocolException("invalid_value", "Only model output audio messages can be truncated.", "item_id");
            }

            if (end > item.Duration)
            {
                string whole = FormattableString.Invariant($"{item.Duration.TotalMilliseconds:0}ms");
                string wanted = FormattableString.Invariant($"{end.TotalMilliseconds:0}ms");
                throw new ProtocolException("invalid_value", $"Audio content of {whole} is already shorter than {wanted}.", "audio_end_ms");
            }

            _items[index] = item.Until(end);
        }
    }

    /// <summary>Writes down what an item says, unless it was deleted meanwhile.</summary>
    public void Transcribe(string id, string transcript)
    {
        lock (_changing)
        {
            int index = _items.FindIndex(item => item.Id == id);
            if (index >= 0) _items[index] = _items[index].WithTranscript(transcript);
        }
    }

    /// <summary>Whether a call with that id was made.</summary>
    public bool HasCall(string callId) => Items.Any(item => item.Type == "function_call" && (string?)item.Json["call_id"] == callId);

    private void ForgetOldAudio()
    {
        long kept = _items.Sum(item => item.AudioBytes);
        for (int i = 0; kept > MaximumAudioBytes; i++)
        {
            kept -= _items[i].AudioBytes;
            _items[i] = _items[i] with { Audio = new Dictionary<int, ReadOnlyMemory<byte>>() };
        }
    }

    private int IndexOf(string id, string param)
    {
        int index = _items.FindIndex(item => item.Id == id);
        return index >= 0 ? index : throw new ProtocolException("item_not_found", $"There is no item '{id}'.", param);
    }
}
