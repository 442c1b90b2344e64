using System.Runtime.InteropServices;
using System.Text.Json;
using RealtimeEvals.Metrics;

namespace RealtimeEvals.Gates;

/// <summary>The names that the cells of a run have, each with a number. They are compared ignoring case.</summary>
/// <param name="isRead">Whether the text of a cell is read, by its name; null for all.</param>
internal sealed class EvidenceColumns(Func<string, bool>? isRead)
{
    /// <summary>Rows with more properties are read as well, only slower.</summary>
    private const int MostPlaces = 256;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same as the names are written, which is found several times as fast.</summary>
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly List<EvidenceColumn> _columns = [];
    private readonly Dictionary<string, EvidenceProperty> _properties = new(StringComparer.Ordinal);
    private readonly List<EvidenceProperty> _row = [];

    /// <summary>How many names there are.</summary>
    public int Count => _columns.Count;

    /// <summary>Returns what the cells with a number have in common.</summary>
    public EvidenceColumn this[int number] => _columns[number];

    /// <summary>Returns the number of a name, or of what it stands for; -1 when no row has it.</summary>
    public int Find(string name) =>
        _exact.TryGetValue(name, out int number) || _numbers.TryGetValue(name, out number) ? number
        : EvidenceRow.OtherNames.TryGetValue(name, out string? other) ? _numbers.GetValueOrDefault(other, -1) : -1;

    /// <summary>Returns the number of a name, which gets one if it has none.</summary>
    public int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out int number)) return number;
        bool isUnique = name is "case_id" or "started_at";
        _columns.Add(new EvidenceColumn(name, isRead?.Invoke(name) != false, isUnique, FigureRange.Of(name)));
        return _exact[name] = _numbers[name] = _columns.Count - 1;
    }

    /// <summary>Returns what is known of a property. Most rows have the same in the same order, which is looked at first.</summary>
    /// <param name="property">A property of an object.</param>
    /// <param name="place">How many properties of the object are before it.</param>
    public EvidenceProperty PropertyOf(JsonProperty property, int place)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (place < _row.Count && raw.SequenceEqual(_row[place].Raw)) return _row[place];
        if (!_properties.TryGetValue(property.Name, out EvidenceProperty? known))
        {
            string name = property.Name;
            _properties[name] = known = new EvidenceProperty(raw.ToArray(), name, NumberOf(EvidenceRow.NameOf(name)));
        }

        if (place < _row.Count) _row[place] = known;
        else if (place == _row.Count && place < MostPlaces) _row.Add(known);
        return known;
    }
}

/// <summary>A property of the objects of a run.</summary>
/// <param name="Raw">Its name as JSON has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Number">The number of the column for its values.</param>
internal sealed record EvidenceProperty(byte[] Raw, string Name, int Number);
