using RealtimeEvals.Model;

namespace RealtimeEvals.Grading;

/// <summary>
/// How graders of one kind grade. A kind is a file of its own and a line in <see cref="GraderKinds"/>; nothing else asks which one it is.
/// One that needs a judge says what the judge is asked; any other scores turns, whole conversations, or both.
/// </summary>
internal abstract class GraderKind
{
    /// <summary>What results and journals call it.</summary>
    public abstract string Name { get; }

    /// <summary>What files with simulations call it.</summary>
    public virtual string Type => Name;

    /// <summary>What it must be given.</summary>
    public virtual GraderNeeds Needs => GraderNeeds.None;

    /// <summary>The id of a grader that has none of its own; null for the usual one of its place.</summary>
    public virtual string? UsualId => null;

    /// <summary>The columns of the results that are there only where such a grader is.</summary>
    protected virtual IReadOnlyList<string> Columns => [];

    /// <summary>Whether a column is there only where such a grader is.</summary>
    public bool Brings(string column) => Columns.Contains(column, StringComparer.Ordinal);

    /// <summary>What must hold, as a judge is told.</summary>
    /// <param name="grader">The grader with its criterion.</param>
    public virtual string CriteriaOf(Grader grader) => grader.Criteria;

    /// <summary>The score of a turn, without a model; null where there is nothing to score.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="calls">Its calls, held against the expectation.</param>
    public virtual GraderScore? Score(TurnResult turn, ToolGrade calls) => null;

    /// <summary>The score of a whole conversation, without a model; null where there is nothing to score.</summary>
    /// <param name="turns">Its turns.</param>
    /// <param name="calls">All calls, held against the expectation.</param>
    public virtual GraderScore? Score(IReadOnlyList<TurnResult> turns, TraceGrade calls) => null;
}
