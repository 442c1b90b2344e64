using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>A trial of a case, as far as a comparison needs it. Texts that many trials share are one object.</summary>
/// <param name="CaseId">The case; of conversations the simulation.</param>
/// <param name="Trial">Which trial of the case it is, from 1.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Tags">The tags of the case.</param>
/// <param name="Tool">The tool that was expected; empty for none.</param>
/// <param name="Condition">The condition of the audio; empty where there is none.</param>
/// <param name="DataSha256">The hash of its data; empty when it is not known.</param>
internal sealed record TrialRow(
    string CaseId, int Trial, Outcome Outcome, string[] Tags, string Tool, string Condition, string DataSha256)
{
    /// <summary>What pairs a trial with that of another run, without regard to upper and lower case.</summary>
    public string PairName => Trial == 1 ? CaseId : FormattableString.Invariant($"{CaseId} trial {Trial}");
}
