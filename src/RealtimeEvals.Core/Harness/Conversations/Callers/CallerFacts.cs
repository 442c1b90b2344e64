namespace RealtimeEvals.Harness.Conversations.Callers;

/// <summary>
/// Finds facts in what a caller says, by their looks: numbers of three digits or more, also those that are said digit by digit or in words,
/// ids and addresses of mail. Counts, times of day, spans and percentages are turns of phrase and no facts. Facts are compared as they are
/// spoken, in whatever groups and signs they are written.
/// </summary>
internal static class CallerFacts
{
    private const int SpelledDigits = 4;
    private const int SpelledGroups = 3;

    /// <summary>Facts in a line that stand nowhere in what is known, as they were said.</summary>
    /// <param name="line">The line.</param>
    /// <param name="known">Everything that the caller was told.</param>
    public static IEnumerable<string> UnknownIn(string line, string known)
    {
        var told = new StatedFacts(known);
        return new SpokenLine(line).Runs.SelectMany(run => UnknownOf(run, told)).SelectMany(FactsOf);
    }

    /// <summary>The parts of a run that are left when the longest facts that were told are taken out of it.</summary>
    private static IEnumerable<IReadOnlyList<SpokenWord>> UnknownOf(IReadOnlyList<SpokenWord> run, StatedFacts told)
    {
        var unknown = new List<SpokenWord>();
        for (int at = 0; at < run.Count;)
        {
            int count = Enumerable.Range(1, Math.Min(run.Count - at, StatedFacts.LongestRun))
                .LastOrDefault(count => told.Know(run.Skip(at).Take(count)));
            if (count == 0) unknown.Add(run[at++]);
            else at += count;
            if (count == 0 && at < run.Count) continue;
            if (unknown.Count > 0) yield return unknown;
            unknown = [];
        }
    }

    /// <summary>The facts among words that nobody told: each that is one by itself, and what small numbers spell together.</summary>
    private static IEnumerable<string> FactsOf(IReadOnlyList<SpokenWord> words)
    {
        foreach (SpokenWord word in words.Where(IsFact)) yield return word.Said;
        SpokenWord[] small = [.. words.Where(
            word => word.Digits.Length is > 0 and < StatedFacts.FactDigits && word is { IsPhrase: false, IsMail: false })];
        bool isSpelled = small.Length >= SpelledDigits && small.All(word => word.Digits.Length == 1);
        bool isGrouped = small.Length >= SpelledGroups && small.Sum(word => word.Digits.Length) > SpelledDigits
            && small.Skip(1).All(word => word.Gap is " " or "-");
        if (isSpelled || isGrouped) yield return string.Concat(
            small.Select((word, index) => index == 0 ? word.Said : word.Gap + word.Said));
    }

    private static bool IsFact(SpokenWord word) => word.IsMail || (word.Digits.Length >= StatedFacts.FactDigits && !word.IsPhrase);
}
