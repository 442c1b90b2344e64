using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;

namespace RealtimeEvals.Grading;

/// <summary>
/// A kind of grader. Each kind has its own file and an entry in <see cref="GraderKinds"/>; no other code distinguishes kinds. A kind that
/// needs a judge provides the criterion; any other scores turns, whole conversations or both.
/// </summary>
internal abstract class GraderKind
{
    /// <summary>The name in results and journals.</summary>
    public abstract string Name { get; }

    /// <summary>The name in simulation files.</summary>
    public virtual string Type => Name;

    /// <summary>What the grader needs besides the turn or the conversation.</summary>
    public virtual GraderNeeds Needs => GraderNeeds.None;

    /// <summary>The id of a grader whose file gives none; null for the default id of its position.</summary>
    public virtual string? DefaultId => null;

    /// <summary>The result columns that exist only when such a grader is used.</summary>
    protected virtual IReadOnlyList<string> Columns => [];

    /// <summary>Whether a column exists only when such a grader is used.</summary>
    public bool Brings(string column) => Columns.Contains(column, StringComparer.Ordinal);

    /// <summary>Returns the criterion as the judge is given it.</summary>
    /// <param name="grader">The grader with the criterion from its file.</param>
    public virtual string CriteriaOf(Grader grader) => grader.Criteria;

    /// <summary>Scores a turn without a model; returns null when there is nothing to score.</summary>
    /// <param name="turn">The turn to score.</param>
    /// <param name="calls">The comparison of its calls with the expectation.</param>
    public virtual GraderScore? Score(TurnResult turn, ToolGrade calls) => null;

    /// <summary>Scores a whole conversation without a model; returns null when there is nothing to score.</summary>
    /// <param name="turns">The turns of the conversation.</param>
    /// <param name="calls">The comparison of all calls with the expectation.</param>
    public virtual GraderScore? Score(IReadOnlyList<TurnResult> turns, TraceGrade calls) => null;
}
