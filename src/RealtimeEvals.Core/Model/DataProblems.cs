using System.Collections;
using RealtimeEvals.Files;

namespace RealtimeEvals.Model;

/// <summary>The problems in input files: the first <see cref="InputLimits.Problems"/> of each file, and the number of the others.</summary>
internal sealed class DataProblems : ICollection<DataProblem>
{
    private readonly List<DataProblem> _told = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Number of all problems, whether listed or only counted.</summary>
    public int Count { get; private set; }

    /// <inheritdoc />
    public bool IsReadOnly => false;

    /// <summary>The listed problems, in the order in which they were found.</summary>
    public IReadOnlyList<DataProblem> Shown => _told;

    /// <summary>The number of problems that are only counted, for each file that has such.</summary>
    public IEnumerable<(string File, int More)> NotShown =>
        _counts.Where(file => file.Value > InputLimits.Problems).Select(file => (file.Key, file.Value - InputLimits.Problems));

    /// <inheritdoc />
    public void Add(DataProblem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Count++;
        int count = _counts[item.File] = _counts.GetValueOrDefault(item.File) + 1;
        if (count <= InputLimits.Problems) _told.Add(item);
    }

    /// <summary>Adds the problems of one row.</summary>
    /// <param name="found">The problems found in the row; their row is replaced by <paramref name="row"/>.</param>
    /// <param name="row">The row.</param>
    public void AddRow(IEnumerable<DataProblem> found, int row)
    {
        ArgumentNullException.ThrowIfNull(found);
        foreach (DataProblem problem in found) Add(problem with { Row = row });
    }

    /// <inheritdoc />
    public void Clear()
    {
        Count = 0;
        _counts.Clear();
        _told.Clear();
    }

    /// <inheritdoc />
    public bool Contains(DataProblem item) => _told.Contains(item);

    /// <inheritdoc />
    public void CopyTo(DataProblem[] array, int arrayIndex) => _told.CopyTo(array, arrayIndex);

    /// <inheritdoc />
    public bool Remove(DataProblem item) => throw new NotSupportedException();

    /// <summary>Enumerates the listed problems.</summary>
    public IEnumerator<DataProblem> GetEnumerator() => _told.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
