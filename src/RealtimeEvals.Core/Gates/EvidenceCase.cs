using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>One case of a run as evidence for a gate.</summary>
internal sealed class EvidenceCase
{
    private readonly IReadOnlyList<EvidenceRow> _rows;
    private readonly EvidenceEntry _entry;
    private readonly string? _id;
    private EvidenceRow? _whole;
    private IReadOnlyList<EvidenceRow>? _turns;

    /// <summary>Creates a case of one row.</summary>
    /// <param name="rows">The rows of the run.</param>
    /// <param name="entry">The case.</param>
    public EvidenceCase(IReadOnlyList<EvidenceRow> rows, EvidenceEntry entry) => (_rows, _entry) = (rows, entry);

    /// <summary>Creates a case of several rows.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="whole">The one with the values of the case as a whole.</param>
    /// <param name="entry">The case.</param>
    public EvidenceCase(string id, IReadOnlyList<EvidenceRow> rows, EvidenceRow whole, EvidenceEntry entry)
        : this(rows, entry) => (_id, _whole, _turns) = (id, whole, whole.Has("turn_index") ? rows : TurnsOf(whole));

    /// <summary>The id of the case.</summary>
    public string Id => _id ?? Whole.TrialId;

    /// <summary>Its outcome; Inconclusive when it is missing or unreadable.</summary>
    public Outcome Outcome => _entry.Outcome;

    /// <summary>The values of the case as a whole.</summary>
    public EvidenceRow Whole => _whole ??= _rows[_entry.Row];

    /// <summary>The values of its turns; for a single turn, the case itself.</summary>
    public IReadOnlyList<EvidenceRow> Turns => _turns ??= TurnsOf(Whole);

    /// <summary>What all trials of the case share, and all of its turns; empty when that is not known.</summary>
    public string Cluster => Whole.CaseId;

    /// <summary>A number that all cases with the same cluster, ignoring case, have and no other; -1 when that is not known.</summary>
    public int ClusterNumber => _entry.Cluster;

    /// <summary>Whether the case passed or failed.</summary>
    public bool HasVerdict => Outcome is Outcome.Pass or Outcome.Fail;

    /// <summary>Returns the values of the turns of a row that is alone.</summary>
    private static IReadOnlyList<EvidenceRow> TurnsOf(EvidenceRow row) =>
        row.IsConversation && !row.Has("turn_index") ? row.TurnRows : [row];

    /// <summary>The tags of the case.</summary>
    public string[] Tags => Whole.Text("tags") is not "[]" and string tags
        ? tags.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [];
}
