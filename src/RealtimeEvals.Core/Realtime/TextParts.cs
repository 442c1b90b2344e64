using System.Text;

namespace RealtimeEvals.Realtime;

/// <summary>What was said or written in a turn, part by part, in the order of first appearance.</summary>
internal sealed class TextParts
{
    private readonly List<Part> _parts = [];

    /// <summary>All parts, separated by one space.</summary>
    public string Joined => string.Join(' ', _parts.Select(part => part.Text.Trim()).Where(text => text.Length > 0));

    /// <summary>The part of that item and place; made when it is new.</summary>
    public Part Of(ReadOnlySpan<byte> itemId, int contentIndex)
    {
        foreach (Part part in _parts)
        {
            if (part.ContentIndex == contentIndex && itemId.SequenceEqual(part.ItemId)) return part;
        }

        var added = new Part(itemId.ToArray(), contentIndex);
        _parts.Add(added);
        return added;
    }

    /// <summary>One part of one item.</summary>
    internal sealed class Part(byte[] itemId, int contentIndex)
    {
        public byte[] ItemId { get; } = itemId;

        public int ContentIndex { get; } = contentIndex;

        public StringBuilder Deltas { get; } = new();

        /// <summary>The whole text as the service repeats it at the end; it counts more than the deltas.</summary>
        public string? Whole { get; set; }

        public string Text => Whole ?? Deltas.ToString();
    }
}
