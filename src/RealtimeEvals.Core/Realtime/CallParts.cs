using System.Text;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>The function calls of a turn, in the order of first appearance.</summary>
internal sealed class CallParts
{
    private readonly List<Part> _parts = [];

    /// <summary>Whether some call never got a name.</summary>
    public bool HasUnnamed => _parts.Exists(part => part.Name.Length == 0);

    /// <summary>The calls that have a name.</summary>
    public ValueList<ToolCall> Named => new(_parts.Where(part => part.Name.Length > 0).Select(part => new ToolCall(part.Name, part.Text, part.CallId)));

    /// <summary>The call of that id, or of that item while its id is not known; made when it is new.</summary>
    public Part Of(ReadOnlySpan<byte> callId, ReadOnlySpan<byte> itemId)
    {
        foreach (Part part in _parts)
        {
            if ((callId.IsEmpty || !callId.SequenceEqual(part.CallKey)) && (itemId.IsEmpty || !itemId.SequenceEqual(part.ItemId))) continue;
            if (part.CallKey.Length == 0) part.CallKey = callId.ToArray();
            return part;
        }

        var added = new Part(callId.ToArray(), itemId.ToArray());
        _parts.Add(added);
        return added;
    }

    /// <summary>One call.</summary>
    internal sealed class Part(byte[] callKey, byte[] itemId)
    {
        public byte[] CallKey { get; set; } = callKey;

        public byte[] ItemId { get; } = itemId;

        public string CallId => Encoding.UTF8.GetString(CallKey.Length > 0 ? CallKey : ItemId);

        public string Name { get; set; } = "";

        public StringBuilder Deltas { get; } = new();

        /// <summary>The whole arguments as the service repeats them at the end; they count more than the deltas.</summary>
        public string? Arguments { get; set; }

        public string Text => Arguments ?? Deltas.ToString();
    }
}
