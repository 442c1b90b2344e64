namespace RealtimeEvals.Gates;

/// <summary>Finds rows with the same text. It holds none of the texts, which of a large run would take more than all else.</summary>
/// <param name="rows">All rows.</param>
/// <param name="textOf">The text of a row.</param>
/// <param name="comparer">Which texts are the same.</param>
internal sealed class RowIndex(IReadOnlyList<EvidenceRow> rows, Func<EvidenceRow, string> textOf, StringComparer comparer)
{
    private readonly HashSet<int> _firsts = new(rows.Count, new OfRows(row => textOf(rows[row]), comparer));

    /// <summary>Adds a row, and returns the first one with its text, which may be itself.</summary>
    /// <param name="row">The index of the row.</param>
    public int Add(int row) => _firsts.Add(row) || !_firsts.TryGetValue(row, out int first) ? row : first;

    private sealed class OfRows(Func<int, string> textOf, StringComparer comparer) : IEqualityComparer<int>
    {
        public bool Equals(int one, int other) => comparer.Equals(textOf(one), textOf(other));

        public int GetHashCode(int row) => comparer.GetHashCode(textOf(row));
    }
}
