using System.Text;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>The function calls of a response, in the order of first appearance.</summary>
internal sealed class CallParts
{
    private readonly List<Part> _parts = [];

    /// <summary>Whether any call has no name.</summary>
    public bool HasUnnamed => _parts.Exists(part => part.Name.Length == 0);

    /// <summary>Whether any call began but did not end, so that its arguments are unknown.</summary>
    public bool HasUnfinished => _parts.Exists(part => part.IsCut || (!part.HasEnded && string.IsNullOrWhiteSpace(part.Text)));

    /// <summary>The calls that have a name.</summary>
    public ValueList<ToolCall> Named =>
        new(_parts.Where(part => part.Name.Length > 0).Select(part => new ToolCall(part.Name, part.Text, part.CallId)));

    /// <summary>The ids of the calls and of their items.</summary>
    public IEnumerable<byte[]> Keys => _parts.SelectMany(part => new[] { part.CallKey, part.ItemKey });

    /// <summary>Returns the call with that call id or item id; null when it is not known.</summary>
    public Part? Find(ReadOnlySpan<byte> callId, ReadOnlySpan<byte> itemId)
    {
        foreach (Part part in _parts)
        {
            if (!callId.IsEmpty && callId.SequenceEqual(part.CallKey)) return part;
            if (!itemId.IsEmpty && itemId.SequenceEqual(part.ItemKey)) return part;
        }

        return null;
    }

    /// <summary>
    /// Returns the call that an event belongs to; a new one is added if necessary. An event without ids continues a call that is still
    /// open.
    /// </summary>
    public Part Of(ReadOnlySpan<byte> callId, ReadOnlySpan<byte> itemId)
    {
        bool hasNoId = callId.IsEmpty && itemId.IsEmpty;
        Part? part = Find(callId, itemId) ?? _parts.FindLast(open => open.Whole is null && (hasNoId || open.HasNoId));
        if (part is null) PartLimit.RequireRoom(_parts.Count);
        if (part is null) _parts.Add(part = new Part());
        if (part.CallKey.Length == 0) part.CallKey = callId.ToArray();
        if (part.ItemKey.Length == 0) part.ItemKey = itemId.ToArray();
        return part;
    }

    /// <summary>Records the complete arguments that the last event of a call repeats. Empty arguments do not replace the deltas.</summary>
    public void End(ReadOnlySpan<byte> callId, ReadOnlySpan<byte> itemId, string name, string arguments)
    {
        bool isTwice = callId.IsEmpty && itemId.IsEmpty && _parts is [.., Part last]
            && last.Whole == arguments && (name.Length == 0 || name == last.Name);
        Part part = isTwice ? _parts[^1] : Of(callId, itemId);
        if (name.Length > 0) part.Name = name;
        part.Whole = arguments.Length > 0 ? arguments : part.Text;
        part.HasEnded = true;
    }

    /// <summary>
    /// Adds a call from an output item. Its events may have arrived before under its call id, its item id, both separately, or neither.
    /// </summary>
    public void Take(Part item)
    {
        Part[] heard = [.. _parts.Where(item.IsSame)];
        if (heard.Length == 0) heard = [.. _parts.Where(part => part.HasNoId && !part.IsListed && part.MayBecome(item)).Take(1)];
        int place = heard.Length == 0 ? _parts.Count : _parts.IndexOf(heard[0]);
        foreach (Part part in heard)
        {
            item.Fill(part);
            _parts.Remove(part);
        }

        PartLimit.RequireRoom(_parts.Count);
        _parts.Insert(place, item);
    }

    /// <summary>Removes the calls that had not ended when their response was cancelled: nobody executes them.</summary>
    public void DropUnfinished() => _parts.RemoveAll(part => part.IsCut || !part.HasEnded);

    /// <summary>Removes calls that arrived under other ids than those that the response lists.</summary>
    public void DropEchoes() => Echoes.Drop(_parts);

    /// <summary>One call.</summary>
    internal sealed class Part : IEchoed<Part>
    {
        /// <summary>The id of the call; empty until an event gives it.</summary>
        public byte[] CallKey { get; set; } = [];

        /// <summary>The id of its item; empty until an event gives it.</summary>
        public byte[] ItemKey { get; set; } = [];

        public string CallId => Encoding.UTF8.GetString(CallKey.Length > 0 ? CallKey : ItemKey);

        public bool HasNoId => CallKey.Length == 0 && ItemKey.Length == 0;

        public string Name { get; set; } = "";

        public StringBuilder Deltas { get; private set; } = new();

        /// <summary>The complete arguments that the service repeats at the end; they take precedence over the deltas.</summary>
        public string? Whole { get; set; }

        public bool IsListed { get; set; }

        /// <summary>Whether an event has reported the call as complete.</summary>
        public bool HasEnded { get; set; }

        /// <summary>Whether the service reported the call as incomplete.</summary>
        public bool IsCut { get; init; }

        public string Text => Whole ?? Deltas.ToString();

        /// <summary>Whether both have an id in common.</summary>
        public bool IsSame(Part other) =>
            (CallKey.Length > 0 && CallKey.AsSpan().SequenceEqual(other.CallKey))
            || (ItemKey.Length > 0 && ItemKey.AsSpan().SequenceEqual(other.ItemKey));

        public bool IsEchoOf(Part listed) =>
            (Name.Length == 0 || Name == listed.Name) && listed.Text.StartsWith(Text, StringComparison.Ordinal);

        /// <summary>Whether a later item may be this call. When an item is added, its arguments are still empty.</summary>
        public bool MayBecome(Part item) => IsEchoOf(item) || (item.Text.Length == 0 && (Name.Length == 0 || Name == item.Name));

        /// <summary>Fills in what only the other part of the same call knows.</summary>
        public void Fill(Part other)
        {
            if (CallKey.Length == 0) CallKey = other.CallKey;
            if (ItemKey.Length == 0) ItemKey = other.ItemKey;
            if (Name.Length == 0) Name = other.Name;
            if (Deltas.Length == 0) Deltas = other.Deltas;
            Whole ??= other.Whole;
            IsListed |= other.IsListed;
            HasEnded |= other.HasEnded && !IsCut;
        }
    }
}
