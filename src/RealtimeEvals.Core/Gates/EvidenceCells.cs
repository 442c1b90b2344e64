using RealtimeEvals.Metrics;

namespace RealtimeEvals.Gates;

/// <summary>The cells of one row by their names, compared ignoring case.</summary>
internal sealed class EvidenceCells(EvidencePool pool, EvidenceLayout layout, string[] texts)
{
    /// <summary>What stands for a text that nobody reads. It is not blank.</summary>
    private const string Unread = "\u2026";

    private Dictionary<string, string>? _changed;

    /// <summary>The names of all cells.</summary>
    public IEnumerable<string> Names =>
        Enumerable.Range(0, layout.Length).Where(layout.Has).Select(pool.NameOf)
            .Concat(_changed?.Keys.Where(name => !layout.Has(pool.Find(name))) ?? []);

    /// <summary>The names of the cells whose text is there to read.</summary>
    public IEnumerable<string> Held =>
        layout.Numbers.Select(pool.NameOf).Concat(_changed?.Keys.Where(name => !layout.IsHeld(pool.Find(name))) ?? []);

    /// <summary>The figures whose text is there to read, with their ranges.</summary>
    public IEnumerable<(string Name, FigureRange Range)> Figures
    {
        get
        {
            foreach (int number in layout.Numbers)
            {
                if (pool.RangeOf(number) is FigureRange range) yield return (pool.NameOf(number), range);
            }

            if (_changed is null) yield break;
            foreach (string name in _changed.Keys.Where(name => !layout.IsHeld(pool.Find(name))))
            {
                if (FigureRange.Of(name) is FigureRange range) yield return (name, range);
            }
        }
    }

    /// <summary>Whether the cell exists, blank or not.</summary>
    public bool Has(string name) => layout.Has(pool.Find(name)) || _changed?.ContainsKey(EvidenceRow.NameOf(name)) == true;

    /// <summary>Returns the text of a cell; empty when it is blank or missing.</summary>
    public string Text(string name)
    {
        if (_changed?.TryGetValue(EvidenceRow.NameOf(name), out string? changed) == true) return changed;
        int number = pool.Find(name);
        return layout.IsHeld(number) ? texts[layout.PlaceOf(number)] : layout.IsDropped(number) ? Unread : "";
    }

    /// <summary>Replaces the text of a cell, or adds a cell.</summary>
    public void Set(string name, string text) =>
        (_changed ??= new(StringComparer.OrdinalIgnoreCase))[EvidenceRow.NameOf(name)] = text;
}
