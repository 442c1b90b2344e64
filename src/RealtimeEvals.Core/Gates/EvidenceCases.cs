using System.Collections;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>The cases of a run. None is an object before it is asked for, unless several rows are of it.</summary>
internal sealed class EvidenceCases : IReadOnlyList<EvidenceCase>
{
    private readonly IReadOnlyList<EvidenceRow> _rows;
    private readonly IReadOnlyList<EvidenceEntry> _cases;
    private readonly Dictionary<int, EvidenceCase> _ofSeveralRows;
    private readonly int[] _counts = new int[Enum.GetValues<Outcome>().Length];

    /// <summary>Creates a list of cases.</summary>
    /// <param name="rows">The rows of the run.</param>
    /// <param name="cases">The cases in their order.</param>
    /// <param name="ofSeveralRows">Those of several rows, by the row of the entry.</param>
    public EvidenceCases(
        IReadOnlyList<EvidenceRow> rows, IReadOnlyList<EvidenceEntry> cases, Dictionary<int, EvidenceCase> ofSeveralRows)
    {
        (_rows, _cases, _ofSeveralRows) = (rows, cases, ofSeveralRows);
        foreach (EvidenceEntry one in cases) _counts[(int)one.Outcome]++;
    }

    /// <summary>No cases.</summary>
    public static EvidenceCases None { get; } = new([], [], []);

    /// <inheritdoc />
    public int Count => _cases.Count;

    /// <inheritdoc />
    public EvidenceCase this[int index] => CaseOf(_cases[index]);

    /// <summary>Returns the number of cases with an outcome.</summary>
    public int CountOf(Outcome outcome) => _counts[(int)outcome];

    /// <summary>Returns the cases of which something holds.</summary>
    public EvidenceCases Only(Func<EvidenceCase, bool> holds) =>
        new(_rows, [.. _cases.Where(one => holds(CaseOf(one)))], _ofSeveralRows);

    /// <inheritdoc />
    public IEnumerator<EvidenceCase> GetEnumerator() => _cases.Select(CaseOf).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private EvidenceCase CaseOf(EvidenceEntry one) =>
        _ofSeveralRows.TryGetValue(one.Row, out EvidenceCase? known) ? known
        : new EvidenceCase(_rows, one);
}

/// <summary>One case in a list of cases.</summary>
/// <param name="Row">The index of its first row.</param>
/// <param name="Cluster">What <see cref="EvidenceCase.ClusterNumber"/> is.</param>
/// <param name="Outcome">Its outcome.</param>
internal readonly record struct EvidenceEntry(int Row, int Cluster, Outcome Outcome);
