using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What one role of a case used beside agent and caller, and what that cost.</summary>
/// <param name="Role">The role: speech, judge or transcription.</param>
/// <param name="Model">The model.</param>
/// <param name="Usage">The tokens that the service reported.</param>
/// <param name="CostUsd">The cost in US dollars by data/models.json; null when it is not known, 0 on the sandbox.</param>
public sealed record RoleCost(string Role, string Model, TokenUsage Usage, decimal? CostUsd)
{
    /// <summary>The speech of callers.</summary>
    public const string Speech = "speech";

    /// <summary>The judge, and the model that classifies answers.</summary>
    public const string Judge = "judge";

    /// <summary>Transcripts of audio for graders that listen.</summary>
    public const string Transcription = "transcription";

    /// <summary>
    /// Returns the tokens of several together; null when a judge's are not known. The endpoints of speech and of transcription report none.
    /// </summary>
    internal static long? TokensOf(IReadOnlyList<RoleCost> costs) =>
        costs.Any(one => one.Role == Judge && one.Usage.Total is null) ? null : costs.Sum(one => one.Usage.Total ?? 0);

    /// <summary>Returns the cost of several together; null when that of any is not known.</summary>
    internal static decimal? Sum(IReadOnlyList<RoleCost> costs) =>
        costs.Any(one => one.CostUsd is null) ? null : costs.Sum(one => one.CostUsd);

    /// <summary>Returns role, model and cost on one line.</summary>
    public override string ToString() => VisibleText.Of(
        $"{Role} {Model}: " + (CostUsd is decimal cost ? FormattableString.Invariant($"${cost:0.######}") : "unknown cost"));
}
