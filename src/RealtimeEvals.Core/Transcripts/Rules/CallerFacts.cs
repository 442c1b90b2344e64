namespace RealtimeEvals.Transcripts.Rules;

/// <summary>
/// Finds facts in a caller's line by their form: numbers of three digits or more (also spoken digit by digit or in words), ids and e-mail
/// addresses. Counts, times of day, ranges and percentages are not facts. Facts are compared as they are spoken, regardless of grouping and
/// punctuation.
/// </summary>
internal static class CallerFacts
{
    private const int SpelledDigits = 4;
    private const int SpelledGroups = 3;

    /// <summary>Returns the facts of a line that do not appear in what is known, as they were said.</summary>
    /// <param name="line">The line.</param>
    /// <param name="known">Everything that the caller was told.</param>
    public static IEnumerable<string> UnknownIn(string line, string known)
    {
        var told = new StatedFacts(known);
        return new SpokenLine(line).Runs.SelectMany(run => UnknownOf(run, told)).SelectMany(FactsOf);
    }

    /// <summary>Returns the parts of a run of words that remain after the longest known facts have been removed.</summary>
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

    /// <summary>
    /// Returns the facts among words that are not known: each word that is a fact by itself, and the number that small numbers form
    /// together.
    /// </summary>
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
