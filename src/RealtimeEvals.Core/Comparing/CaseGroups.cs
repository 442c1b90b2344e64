namespace RealtimeEvals.Comparing;

/// <summary>Cases that share a tag, an expected tool or a condition.</summary>
/// <param name="By">What they share: tag, tool or condition.</param>
/// <param name="Value">The value that they share.</param>
/// <param name="Cases">The cases.</param>
internal sealed record CaseGroup(string By, string Value, IReadOnlyList<PairedCase> Cases);

/// <summary>The groups of paired cases, by what the run that is the yardstick says of them.</summary>
internal static class CaseGroups
{
    /// <summary>What stands for cases that expect no tool.</summary>
    public const string NoTool = "(none)";

    /// <summary>Returns the groups; none for what all cases share.</summary>
    public static IEnumerable<CaseGroup> Of(PairedRuns pairs)
    {
        TrialRow First(PairedCase one) => pairs.Reference[one.Trials[0].Reference];
        return
        [
            .. By("tag", one => First(one).Tags),
            .. By("tool", one => [First(one).Tool is { Length: > 0 } tool ? tool : NoTool]),
            .. By("condition", one => First(one).Condition is { Length: > 0 } condition ? [condition] : []),
        ];

        IEnumerable<CaseGroup> By(string by, Func<PairedCase, IEnumerable<string>> values) =>
            pairs.Cases
                .SelectMany(one => values(one).Distinct(StringComparer.OrdinalIgnoreCase).Select(value => (Value: value, Case: one)))
                .GroupBy(one => one.Value, one => one.Case, StringComparer.OrdinalIgnoreCase)
                .Select(group => new CaseGroup(by, group.Key, [.. group]))
                .Where(group => group.Cases.Count < pairs.Cases.Count)
                .OrderBy(group => group.Value, StringComparer.Ordinal);
    }
}
