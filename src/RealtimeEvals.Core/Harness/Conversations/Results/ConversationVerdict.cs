using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>
/// Decides the outcome of a conversation from its evidence and grades. It passes when every check of the whole conversation holds. Failures
/// of the infrastructure or of the caller are never a grade. The grades of turns count only if there is no check of the whole conversation.
/// </summary>
internal static class ConversationVerdict
{
    /// <summary>Returns the conversation with its verdict.</summary>
    public static ConversationResult Of(ConversationResult conversation)
    {
        GraderResult[] goals = [.. Judged(conversation.Settings.TraceGraders, conversation.Grades)];
        bool? goalReached = GoalReached(conversation, goals);
        (Outcome outcome, string rationale) = Decide(conversation, goals, goalReached);
        GraderResult? broken = outcome == Outcome.Error && conversation.FailureStage is "" or FailureStage.Judge
            ? conversation.JudgeGrades.FirstOrDefault(grade => grade.Status == GradeStatus.Error)
            : null;
        bool ofJudge = conversation.FailureSource is "" or ConversationResult.JudgeSource;
        return conversation with
        {
            Outcome = outcome,
            GoalReached = goalReached,
            Rationale = rationale,
            FailureSource = ofJudge ? broken is null ? "" : ConversationResult.JudgeSource : conversation.FailureSource,
            FailureStage = ofJudge ? broken is null ? "" : FailureStage.Judge : conversation.FailureStage,
            ErrorType = ofJudge ? broken is null ? "" : nameof(Grading.Judging.JudgeException) : conversation.ErrorType,
            ErrorMessage = ofJudge ? broken is null ? "" : Describe(broken) : conversation.ErrorMessage,
        };
    }

    /// <summary>Whether the verdict is complete. A conversation that fails without its judge still has to be judged.</summary>
    public static bool IsWhole(ConversationResult conversation) =>
        conversation.Outcome is Outcome.Pass or Outcome.Fail && (conversation.IsJudged || !NeedsJudge(conversation));

    /// <summary>Returns the conversation without the grades of the judge.</summary>
    public static ConversationResult WithoutJudge(ConversationResult conversation)
    {
        HashSet<GraderResult> grades = [.. conversation.JudgeGrades];
        return conversation with
        {
            IsJudged = false,
            Grades = new(conversation.Grades.Where(grade => !grades.Contains(grade))),
            Turns = new(conversation.Turns.Select(turn => turn with { Grades = new(turn.Grades.Where(grade => !grades.Contains(grade))) })),
        };
    }

    /// <summary>
    /// Returns the verdict of the judges of the whole conversation; without such judges, whether all other checks of it hold. Null when
    /// unknown.
    /// </summary>
    private static bool? GoalReached(ConversationResult conversation, GraderResult[] goals)
    {
        if (conversation.EndReason is EndReason.NotHeld or EndReason.Failed or EndReason.InvalidCaller or EndReason.AgentSilent)
        {
            return null;
        }


        if (conversation.Settings.TraceGraders.Any(grader => grader.NeedsJudge))
        {
            return goals.Length == 0 || goals.Any(goal => goal.Status != GradeStatus.Graded)
                ? null
                : goals.All(goal => goal.Grade == 1);
        }

        return IsAskedOfTheWhole(conversation, null) ? !Failures(conversation, []).Any() : null;
    }

    private static (Outcome Outcome, string Rationale) Decide(ConversationResult conversation, GraderResult[] goals, bool? goalReached)
    {
        if (conversation.EndReason == EndReason.NotHeld) return (Outcome.Skipped, conversation.Rationale);
        if (conversation.EndReason == EndReason.Failed)
        {
            return (Outcome.Error, $"{conversation.FailureSource}: {conversation.ErrorMessage}");
        }

        if (conversation.CallerFindings.Count > 0)
        {
            return (Outcome.Inconclusive, $"the caller broke a rule, {conversation.CallerFindings[0]}");
        }

        if (conversation.EndReason == EndReason.AgentSilent)
        {
            return (Outcome.Inconclusive, "the agent's response held no sound, no text and no call");
        }

        if (conversation.JudgeGrades.FirstOrDefault(grade => grade.Status == GradeStatus.Error) is GraderResult broken)
        {
            return (Outcome.Error, Describe(broken));
        }

        string[] failures = [.. Failures(conversation, goals)];
        if (failures.Length > 0) return (Outcome.Fail, string.Join("; ", failures));
        if (!conversation.IsJudged && NeedsJudge(conversation)) return (Outcome.Inconclusive, "not judged yet");
        if (IsAskedOfTheWhole(conversation, goalReached))
        {
            return (Outcome.Pass, goals is [var goal, ..] ? goal.Rationale : "every truth that was asked for holds");
        }

        GraderResult[] ofTurns =
        [
            .. conversation.Turns
                .SelectMany(turn => Judged(conversation.Settings.TurnGraders, turn.Grades))
                .Where(grade => grade.Status == GradeStatus.Graded),
        ];
        if (ofTurns.Length == 0) return (Outcome.Inconclusive, "nothing was graded");
        GraderResult? bad = ofTurns.FirstOrDefault(grade => grade.Grade != 1);
        return bad is null
            ? (Outcome.Pass, ofTurns[0].Rationale)
            : (Outcome.Fail, FormattableString.Invariant($"turn {bad.TurnIndex}, {bad.GraderId}: {bad.Rationale}"));
    }

    private static IEnumerable<string> Failures(ConversationResult conversation, IEnumerable<GraderResult> goals)
    {
        string expected = string.Join(", then ", conversation.Settings.ExpectedCalls);
        if (conversation.EndReason == EndReason.ToolLoop)
        {
            int limit = conversation.Settings.ToolRoundLimit;
            yield return FormattableString.Invariant($"the agent was still calling tools after {limit} rounds");
        }

        if (conversation.ExpectedToolsCalled == false)
        {
            yield return expected.Length > 0 ? $"not called: {expected}" : "a tool was called where none was expected";
        }
        else if (conversation.ExpectedToolsInOrder == false) yield return $"not called in this order: {expected}";
        else if (conversation.ExpectedArgumentsGiven == false) yield return $"not called with these arguments: {expected}";
        if (conversation.ForbiddenToolsCalled.Count > 0) yield return $"called although forbidden: {conversation.ForbiddenToolsCalled}";
        if (conversation.FinalStateReached == false) yield return "the state at the end is another one";
        foreach (GraderResult goal in goals.Where(goal => goal is { Status: GradeStatus.Graded, Grade: not 1 }))
        {
            yield return $"{goal.GraderId}: {goal.Rationale}";
        }
    }

    private static bool IsAskedOfTheWhole(ConversationResult conversation, bool? goalReached) =>
        goalReached is not null
        || conversation.ExpectedToolsCalled is not null
        || conversation.FinalStateReached is not null
        || conversation.Settings.ForbiddenTools.Count > 0;

    private static bool NeedsJudge(ConversationResult conversation) =>
        conversation.Settings.TraceGraders.Concat(conversation.Settings.TurnGraders).Any(grader => grader.NeedsJudge);

    private static IEnumerable<GraderResult> Judged(IEnumerable<Grader> graders, IEnumerable<GraderResult> grades) =>
        grades.Where(grade => graders.Any(grader => grader.NeedsJudge && grader.Id == grade.GraderId));

    private static string Describe(GraderResult broken) =>
        FormattableString.Invariant(
            $"{broken.GraderId}{(broken.TurnIndex > 0 ? $" of turn {broken.TurnIndex}" : "")} was not judged: {broken.ErrorMessage}");
}
