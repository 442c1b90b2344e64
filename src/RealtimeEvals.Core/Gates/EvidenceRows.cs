using System.Collections;

namespace RealtimeEvals.Gates;

/// <summary>Rows of a pool by their numbers. None is an object before it is asked for.</summary>
internal sealed class EvidenceRows(EvidencePool pool, IReadOnlyList<int> numbers) : IReadOnlyList<EvidenceRow>
{
    /// <inheritdoc />
    public int Count => numbers.Count;

    /// <inheritdoc />
    public EvidenceRow this[int index] => new(pool, numbers[index]);

    /// <inheritdoc />
    public IEnumerator<EvidenceRow> GetEnumerator()
    {
        for (int index = 0; index < Count; index++) yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
