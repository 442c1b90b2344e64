using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>A case that did not end alike in two runs, or that cannot be compared.</summary>
/// <param name="Kind">Regression, Improvement, NoVerdict, OtherCase, ReferenceOnly or CandidateOnly.</param>
/// <param name="CaseId">The case; of conversations the simulation.</param>
/// <param name="Trial">Which trial of the case it is, from 1.</param>
/// <param name="Reference">How it ended in the run that is the yardstick; null when it is not in it.</param>
/// <param name="Candidate">How it ended in the other run; null when it is not in it.</param>
/// <param name="Tags">The tags of the case.</param>
/// <param name="Tool">The tool that was expected; empty for none.</param>
/// <param name="Condition">The condition of the audio; empty where there is none.</param>
public sealed record CaseChange(
    CaseChangeKind Kind,
    string CaseId,
    int Trial,
    Outcome? Reference,
    Outcome? Candidate,
    ValueList<string> Tags,
    string Tool,
    string Condition)
{
    /// <summary>Returns the kind, the case and both outcomes on one line.</summary>
    public override string ToString() => VisibleText.Of(
        FormattableString.Invariant($"{Kind} {CaseId}{(Trial > 1 ? FormattableString.Invariant($" trial {Trial}") : "")}: ")
        + $"{Reference?.ToString() ?? "not run"} -> {Candidate?.ToString() ?? "not run"}");
}

/// <summary>What became of a case between two runs.</summary>
public enum CaseChangeKind
{
    /// <summary>It has no verdict in one of the runs: an error, or inconclusive.</summary>
    NoVerdict = 0,

    /// <summary>It passed, and fails now.</summary>
    Regression,

    /// <summary>It failed, and passes now.</summary>
    Improvement,

    /// <summary>
    /// It is not the same in both runs: its text, what is expected of it, its graders, its caller or its audio were changed.
    /// </summary>
    OtherCase,

    /// <summary>It is in the run that is the yardstick only.</summary>
    ReferenceOnly,

    /// <summary>It is in the other run only.</summary>
    CandidateOnly,
}
