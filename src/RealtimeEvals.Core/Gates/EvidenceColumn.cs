using System.Globalization;
using RealtimeEvals.Metrics;

namespace RealtimeEvals.Gates;

/// <summary>What the cells of one name have in common.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsRead">Whether anybody reads their texts.</param>
/// <param name="IsUnique">Whether most of their texts differ, so that it is not worth looking for one that is held already.</param>
/// <param name="Range">The range of the figure; null when it is none.</param>
internal sealed record EvidenceColumn(string Name, bool IsRead, bool IsUnique, FigureRange? Range)
{
    /// <summary>The text of an empty list, which says as much as a blank cell and is looked at where others are not.</summary>
    private const string EmptyList = "[]";

    /// <summary>Longer texts are not compared with the one before.</summary>
    private const int LongestNoted = 256;

    private byte[] _notedText = [];
    private EvidenceCell _notedCell;

    /// <summary>Whether a text that is not blank need not be held: nobody reads it, and it is no figure outside its range.</summary>
    public bool Drops(string text) =>
        !IsRead && text != EmptyList && (Range is null || !EvidenceRow.IsNumber(text, out double value) || IsPossible(value));

    /// <summary><see cref="Drops(string)"/> for a number as JSON has it.</summary>
    public bool Drops(ReadOnlySpan<byte> number) =>
        !IsRead
        && (Range is null
            || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || IsPossible(value));

    /// <summary>Remembers what a text as JSON has it became, since many texts are those of the row before.</summary>
    public void Note(ReadOnlySpan<byte> text, EvidenceCell cell)
    {
        if (text.Length <= LongestNoted) (_notedText, _notedCell) = (text.ToArray(), cell);
    }

    /// <summary>Returns what a text became when it was noted last.</summary>
    public EvidenceCell? NotedAs(ReadOnlySpan<byte> text) =>
        _notedText.Length > 0 && text.SequenceEqual(_notedText) ? _notedCell : null;

    private bool IsPossible(double value) => !double.IsFinite(value) || Range!.Holds(value);
}
