using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>What only some rows have: turns, graders and their grades.</summary>
/// <param name="TurnRows">The turns of a conversation; none for a single turn.</param>
/// <param name="NamesGraders">Whether the row names its graders: lines of the journal do, rows of the table do not.</param>
/// <param name="TurnGraders">The graders of each turn; empty when the row does not name them.</param>
/// <param name="TraceGraders">The graders of the whole conversation; empty when the row does not name them.</param>
/// <param name="JudgedGrades">The grades with their judges: lines of the journal have them, rows of the table do not.</param>
internal sealed record EvidenceExtras(
    IReadOnlyList<EvidenceRow> TurnRows,
    bool NamesGraders,
    IReadOnlyList<Grader> TurnGraders,
    IReadOnlyList<Grader> TraceGraders,
    IReadOnlyList<JudgedGrade> JudgedGrades)
{
    /// <summary>Those of a row that has none.</summary>
    public static EvidenceExtras None { get; } = new([], false, [], [], []);
}
