using RealtimeEvals.Comparing;

namespace RealtimeEvals.Cli;

/// <summary>Writes a comparison for people to read.</summary>
internal static class ComparisonOutput
{
    /// <summary>The most cases and groups that are listed; JSON has all of them.</summary>
    private const int Most = 50;

    private const int NameWidth = 40;

    private static readonly TerminalStream Target = Terminal.Output;

    public static async Task WriteAsync(EvalComparison found)
    {
        await Target.LineAsync($"{found.Reference} -> {found.Candidate} ({found.Harness}): {found.Verdict}");
        if (found.Message.Length > 0) await Target.WrappedAsync($"  {found.Message}");
        await DifferencesAsync(found);
        await Target.LineAsync();
        await Target.LineAsync(
            $"Pass rate: {ChangeText.PassRate(found, isReference: true)} -> {ChangeText.PassRate(found, isReference: false)}");
        await Target.LineAsync(FormattableString.Invariant(
            $"{found.Regressions} worse, {found.Improvements} better, {found.BothPassed} passed twice, {found.BothFailed} failed twice")
            + FormattableString.Invariant($" of {found.PairCount} pairs of {found.CaseCount} cases"));
        if (found.SmallestChange is double smallest)
        {
            await Target.LineAsync(FormattableString.Invariant(
                $"These cases would show a change of {100 * smallest:0.#} points or more in four comparisons of five."));
        }

        await TableAsync("All cases", found.Figures);
        FigureChange[] groups = [.. found.Groups.Where(group => group.Verdict is ChangeVerdict.Worse or ChangeVerdict.Better).Take(Most)];
        if (groups.Length > 0) await TableAsync("Groups that changed", groups);
        await CasesAsync(found);
    }

    private static async Task DifferencesAsync(EvalComparison found)
    {
        if (found.Differences.Count == 0) return;
        await Target.LineAsync("The runs differ in:");
        foreach (SettingDifference difference in found.Differences) await Target.WrappedAsync($"  {difference}");
    }

    private static async Task TableAsync(string title, IReadOnlyList<FigureChange> changes)
    {
        await Target.LineAsync();
        await Target.LineAsync($"{title,-40} {"before",10} {"after",10} {"change [95 %]",24} {"n",6} {"p",7} verdict");
        foreach (FigureChange change in changes)
        {
            string name = change.Group.Length > 0 ? $"{change.Figure}[{change.GroupBy}={change.Group}]" : change.Figure;
            if (name.Length > NameWidth)
            {
                await Target.LineAsync(name);
                name = "";
            }

            string before = ChangeText.Value(change.Reference, change.Figure);
            string after = ChangeText.Value(change.Candidate, change.Figure);
            string changed = ChangeText.Change(change.Change, change.Low, change.High, change.Figure);
            await Target.LineAsync(FormattableString.Invariant(
                $"{name,-40} {before,10} {after,10} {changed,24} {change.CaseCount,6} ")
                + $"{ChangeText.P(change.AdjustedPValue),7} {change.Verdict}");
        }
    }

    private static async Task CasesAsync(EvalComparison found)
    {
        if (found.Cases.Count == 0) return;
        await Target.LineAsync();
        foreach (CaseChange change in found.Cases.Take(Most)) await Target.WrappedAsync($"  {change}");
        if (found.Cases.Count > Most)
        {
            await Target.LineAsync(FormattableString.Invariant($"  and {found.Cases.Count - Most} more; --output json lists all."));
        }
    }
}
