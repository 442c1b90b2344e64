using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>Tells which questions were asked too late.</summary>
internal static class QuestionOrder
{
    /// <summary>Returns the questions, each with whether no question that belongs behind it was asked before it.</summary>
    public static IReadOnlyList<QuestionFinding> Judge(IReadOnlyList<QuestionFinding> questions) =>
    [
        .. questions.Select(question => question with
        {
            IsInOrder = question.ActualPosition is int place
                ? !questions.Any(other => other.ExpectedPosition > question.ExpectedPosition && other.ActualPosition < place)
                : null,
        }),
    ];
}
