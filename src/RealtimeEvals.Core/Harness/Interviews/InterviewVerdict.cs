using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Kinds;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>
/// Decides the outcome of an interview by the deterministic tests. It passes when the interviewer ended it and no test found anything
/// poor. Failures of the infrastructure or of the participant are never a grade.
/// </summary>
internal static class InterviewVerdict
{
    /// <summary>The names of the values that every interview is graded by.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
        [.. ConversationTests.Measure(new MeasuredConversation("", []), TestPreset.Standard).Select(one => one.Metric)];

    /// <summary>The graders of an interview, one for each value.</summary>
    public static IReadOnlyList<Grader> Graders { get; } =
        [.. Metrics.Select(metric => new Grader(metric, GraderKinds.OfHarness, "", ""))];

    /// <summary>Returns an interview with what its tests gave, their grades and the verdict.</summary>
    public static InterviewResult Of(InterviewResult held)
    {
        MeasuredConversation conversation = InterviewTurns.ToMeasured(held);
        IReadOnlyList<ConversationVariable> variables = ConversationTests.Measure(conversation, TestPreset.Standard);
        bool isWhole = held.EndReason is not (EndReason.Failed or EndReason.InvalidCaller or EndReason.AgentSilent);
        (Outcome outcome, string rationale) = Decide(held, variables);
        return held with
        {
            Variables = new(variables),
            Settings = held.Settings with { TraceGraders = new(Graders) },
            Grades = isWhole ? new(variables.Select(ToGrade)) : ValueList<GraderResult>.Empty,
            GoalReached = isWhole ? held.EndReason == EndReason.Cue : null,
            Outcome = outcome,
            Rationale = rationale,
        };
    }

    /// <summary>Returns the outcome of an interview and its reason.</summary>
    /// <param name="held">The interview as it was held.</param>
    /// <param name="variables">What its tests gave.</param>
    public static (Outcome Outcome, string Rationale) Decide(InterviewResult held, IReadOnlyList<ConversationVariable> variables)
    {
        if (held.EndReason == EndReason.Failed) return (Outcome.Error, $"{held.FailureSource}: {held.ErrorMessage}");
        if (held.CallerFindings.Count > 0) return (Outcome.Inconclusive, $"the participant broke a rule, {held.CallerFindings[0]}");
        if (held.EndReason == EndReason.AgentSilent) return (Outcome.Inconclusive, "the interviewer's response held no sound and no text");
        if (variables.FirstOrDefault(one => one.Metric == FailedTest.Metric) is ConversationVariable broken)
        {
            return (Outcome.Inconclusive, $"the test {broken.Test} gave no result: {broken.Detail}");
        }

        string[] poor =
        [
            .. variables.Where(one => one.Status == VariableStatus.Poor).Select(one => FormattableString.Invariant(
                $"{one.Metric} is {one.Value}{(one.Detail.Length > 0 ? $" ({one.Detail})" : "")}")),
        ];
        if (held.EndReason != EndReason.Cue) poor = [$"the interviewer did not end it: {Words(held.EndReason)}", .. poor];
        return poor.Length > 0
            ? (Outcome.Fail, string.Join("; ", poor))
            : (Outcome.Pass, "the interviewer ended it, and no test found anything poor");
    }

    private static string Words(EndReason reason) => reason switch
    {
        EndReason.MaxTurns => "the limit of turns was reached",
        EndReason.TimeLimit => "the limit of time was reached",
        EndReason.CostLimit => "the limit of cost was reached",
        EndReason.EndCall => "the participant ended the call",
        EndReason.ToolLoop => "it went on calling tools",
        _ => reason.ToString(),
    };

    private static GraderResult ToGrade(ConversationVariable variable)
    {
        GradeStatus status = variable.Status == VariableStatus.Inconclusive ? GradeStatus.NotApplicable : GradeStatus.Graded;
        int? grade = variable.Status switch
        {
            VariableStatus.Inconclusive => null,
            VariableStatus.Poor => 0,
            _ => 1,
        };
        string why = variable.Status is VariableStatus.Good or VariableStatus.Inconclusive
            ? variable.Detail
            : $"{variable.Status.ToString().ToLowerInvariant()}: {variable.Bounds}"
                + (variable.Detail.Length > 0 ? $"; {variable.Detail}" : "");
        return new GraderResult(variable.Metric, 0, status, grade, why) { Value = variable.Value };
    }
}
