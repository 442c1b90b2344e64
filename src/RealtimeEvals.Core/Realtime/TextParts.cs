using System.Text;

namespace RealtimeEvals.Realtime;

/// <summary>The spoken and written text of a response, part by part, in the order of first appearance.</summary>
internal sealed class TextParts
{
    private readonly List<Part> _parts = [];

    /// <summary>All parts, separated by one space.</summary>
    public string Joined => string.Join(' ', _parts.Select(part => part.Text.Trim()).Where(text => text.Length > 0));

    /// <summary>The ids of the items.</summary>
    public IEnumerable<byte[]> Keys => _parts.Select(part => part.ItemId);

    /// <summary>
    /// Returns the part that an event belongs to; a new one is added if necessary. An event without an item id continues a part that is
    /// still open.
    /// </summary>
    public Part Of(ReadOnlySpan<byte> itemId, int contentIndex)
    {
        if (!itemId.IsEmpty && Find(itemId, contentIndex) is Part known) return known;
        for (int index = _parts.Count - 1; index >= 0; index--)
        {
            Part open = _parts[index];
            if (open.Whole is not null || open.ContentIndex != contentIndex || !(itemId.IsEmpty || open.ItemId.Length == 0)) continue;
            if (open.ItemId.Length == 0) open.ItemId = itemId.ToArray();
            return open;
        }

        return Add(itemId, contentIndex);
    }

    /// <summary>Records the complete text that the last event of a part repeats. An empty text does not replace the deltas.</summary>
    public void End(ReadOnlySpan<byte> itemId, int contentIndex, string whole)
    {
        bool isTwice = itemId.IsEmpty && _parts is [.., Part last] && last.ContentIndex == contentIndex && last.Whole == whole;
        if (isTwice || whole.Length == 0) return;
        Of(itemId, contentIndex).Whole = whole;
    }

    /// <summary>Adds a part of a finished item, whose events may have arrived before without the item's id.</summary>
    /// <param name="itemId">The id of the item.</param>
    /// <param name="contentIndex">The index of the part in the item.</param>
    /// <param name="whole">The text.</param>
    /// <param name="isListed">Whether the response lists the item at its end.</param>
    public void Take(ReadOnlySpan<byte> itemId, int contentIndex, string whole, bool isListed)
    {
        if (whole.Length == 0) return;
        var item = new Part(itemId.ToArray(), contentIndex) { Whole = whole, IsListed = isListed };
        int place = _parts.FindIndex(part => part.IsOf(item) || (part.ItemId.Length == 0 && !part.IsListed && part.IsEchoOf(item)));
        if (place < 0) PartLimit.RequireRoom(_parts.Count);
        if (place < 0) _parts.Add(item);
        else _parts[place] = item;
    }

    /// <summary>Removes parts that arrived under other ids than those that the response lists.</summary>
    public void DropEchoes() => Echoes.Drop(_parts);

    private Part? Find(ReadOnlySpan<byte> itemId, int contentIndex)
    {
        foreach (Part part in _parts)
        {
            if (part.ContentIndex == contentIndex && itemId.SequenceEqual(part.ItemId)) return part;
        }

        return null;
    }

    private Part Add(ReadOnlySpan<byte> itemId, int contentIndex)
    {
        PartLimit.RequireRoom(_parts.Count);
        var added = new Part(itemId.ToArray(), contentIndex);
        _parts.Add(added);
        return added;
    }

    /// <summary>One part of one item.</summary>
    internal sealed class Part(byte[] itemId, int contentIndex) : IEchoed<Part>
    {
        /// <summary>The id of the item; empty until an event gives it.</summary>
        public byte[] ItemId { get; set; } = itemId;

        public int ContentIndex { get; } = contentIndex;

        public StringBuilder Deltas { get; } = new();

        /// <summary>The complete text that the service repeats at the end; it takes precedence over the deltas.</summary>
        public string? Whole { get; set; }

        public bool IsListed { get; init; }

        public string Text => Whole ?? Deltas.ToString();

        /// <summary>Whether both are the same part of the same item.</summary>
        public bool IsOf(Part other) =>
            ContentIndex == other.ContentIndex && ItemId.Length > 0 && ItemId.AsSpan().SequenceEqual(other.ItemId);

        /// <summary>Compares the texts ignoring white space.</summary>
        public bool IsEchoOf(Part listed) => Packed(listed.Text).StartsWith(Packed(Text), StringComparison.Ordinal);

        private static string Packed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
    }
}
