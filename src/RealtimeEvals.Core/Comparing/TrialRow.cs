using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>A trial of a case, as far as a comparison needs it. Texts that many trials share are one object.</summary>
/// <param name="CaseId">The case; of conversations the simulation.</param>
/// <param name="Trial">Which trial of the case it is, from 1.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Tags">The tags of the case.</param>
/// <param name="Tool">The tool that was expected; empty for none.</param>
/// <param name="Condition">The condition of the audio; empty where there is none.</param>
/// <param name="Content">What the case asks and how it is graded, as 16 digits of a SHA-256; empty when it is not known.</param>
internal sealed record TrialRow(
    string CaseId, int Trial, Outcome Outcome, string[] Tags, string Tool, string Condition, string Content)
{
    /// <summary>What pairs a trial with that of another run, without regard to upper and lower case.</summary>
    public string PairName => Trial == 1 ? CaseId : FormattableString.Invariant($"{CaseId} trial {Trial}");

    /// <summary>Whether the trial passed or failed.</summary>
    public bool HasVerdict => Outcome is Outcome.Pass or Outcome.Fail;

    /// <summary>Whether another trial is of the same case as far as both say: asked alike, graded alike, under one condition.</summary>
    public bool IsSameCase(TrialRow other) =>
        Content == other.Content
        && Condition.Equals(other.Condition, StringComparison.OrdinalIgnoreCase)
        && Tool.Equals(other.Tool, StringComparison.Ordinal);
}
