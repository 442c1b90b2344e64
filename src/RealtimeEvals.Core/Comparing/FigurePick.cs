using System.Globalization;
using RealtimeEvals.Metrics;

namespace RealtimeEvals.Comparing;

/// <summary>A figure and what of it is compared: the mean of the cases, or a percentile of all values.</summary>
/// <param name="Figure">The column, such as <c>latency_first_audio_ms</c>.</param>
/// <param name="Percentile">The percentile as a share; null for the mean.</param>
internal sealed record FigurePick(string Figure, double? Percentile)
{
    private const string Grade = "_grade";

    /// <summary>The figures that are compared when none are named.</summary>
    private static readonly string[] Usual =
    [
        "latency_first_audio_ms", "end_of_speech_to_first_audio_ms", "latency_response_done_ms", "grade", "tool_call_correctness",
            "cost_usd",
    ];

    /// <summary>Columns that say something of the run and not of its quality.</summary>
    private static readonly string[] NotCompared = ["trial", "planned", "data_cases", "turn_index"];

    /// <summary>The names of all figures that can be compared, for completion.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. FigureCatalog.All.Select(figure => figure.Name).Except(NotCompared, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The name, with what of it is compared.</summary>
    public string Name => Percentile is double share
        ? FormattableString.Invariant($"{Figure}_p{100 * share:0.##}")
        : $"{Figure}{(Unit == FigureUnit.Truth ? "_rate" : "_mean")}";

    /// <summary>The unit of the values.</summary>
    public FigureUnit Unit => FigureCatalog.Find(Figure)?.Unit ?? FigureUnit.Share;

    /// <summary>Whether the values are shares of a whole, 0 to 1.</summary>
    public bool IsShare => Unit is FigureUnit.Share or FigureUnit.Truth;

    /// <summary>Whether more of it is better: so it is with shares and truths, and not with times, amounts and counts.</summary>
    public bool IsMoreBetter => IsShare;

    /// <summary>Whether a figure is compared when none are named.</summary>
    public static bool IsUsual(string figure) => Usual.Contains(figure, StringComparer.Ordinal) || IsGrade(figure);

    /// <summary>Returns what a figure is compared by when nothing is said: its mean, and the 95th percentile of times.</summary>
    public static IEnumerable<FigurePick> UsualOf(string figure)
    {
        var mean = new FigurePick(figure, null);
        return mean.Unit == FigureUnit.Milliseconds ? [mean, mean with { Percentile = 0.95 }] : [mean];
    }

    /// <summary>Returns a sentence for each name that is no figure.</summary>
    public static IEnumerable<string> FindProblems(IEnumerable<string> names) => names.Where(name => Find(name) is null).Select(name =>
        $"'{name}' is no figure of a comparison; write a column of numbers of results.csv, with _mean, _rate or _p and a percentile behind "
        + $"it if need be, such as latency_first_audio_ms_p95{Messages.Nearest.Suggest(name, Names)}.");

    /// <summary>Returns the picks of all figures that are named; those of the usual ones of both runs where none is.</summary>
    /// <param name="names">The figures that are asked for.</param>
    /// <param name="found">The figures that any run has.</param>
    public static IReadOnlyList<FigurePick> All(IReadOnlyList<string> names, IEnumerable<string> found) => names.Count > 0
        ? [.. names.SelectMany(name => Find(name) ?? []).Distinct()]
        :
        [
            .. found.Where(IsUsual)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(figure => Array.IndexOf(Usual, figure) is >= 0 and int place ? place : Usual.Length)
                .ThenBy(figure => figure, StringComparer.Ordinal)
                .SelectMany(UsualOf),
        ];

    /// <summary>Returns what says whether a figure is needed.</summary>
    /// <param name="names">The figures that are asked for; none for the usual ones.</param>
    public static Func<string, bool> Wanted(IReadOnlyList<string> names)
    {
        if (names.Count == 0) return LatencyDoubt.And(IsUsual);
        var figures = names.SelectMany(name => Find(name) ?? []).Select(pick => pick.Figure).ToHashSet(StringComparer.Ordinal);
        return LatencyDoubt.And(figures.Contains);
    }

    /// <summary>Returns the picks that a name stands for; null when it is no figure.</summary>
    /// <param name="name">A figure, or one with what of it is compared behind it.</param>
    public static IReadOnlyList<FigurePick>? Find(string name)
    {
        string lower = name.ToLowerInvariant();
        if (IsFigure(lower)) return [.. UsualOf(lower)];
        return OfStatistic(lower) is FigurePick pick ? [pick] : null;
    }

    /// <summary>Returns the pick of a figure with a statistic behind it; null when it is none.</summary>
    /// <param name="name">Such as <c>grade_mean</c> or <c>latency_first_audio_ms_p95</c>.</param>
    public static FigurePick? OfStatistic(string name)
    {
        int cut = name.LastIndexOf('_');
        if (cut <= 0 || !IsFigure(name[..cut])) return null;
        string statistic = name[(cut + 1)..];
        if (statistic is "mean" or "avg" or "rate") return new FigurePick(name[..cut], null);
        return statistic.StartsWith('p')
            && double.TryParse(statistic.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out double percent)
            && percent is > 0 and < 100
                ? new FigurePick(name[..cut], percent / 100)
                : null;
    }

    private static bool IsFigure(string name) => Names.Contains(name, StringComparer.Ordinal) || IsGrade(name);

    /// <summary>Whether a column may belong to a grader, whose id can be any name.</summary>
    private static bool IsGrade(string name) => name.Length > Grade.Length && name.EndsWith(Grade, StringComparison.Ordinal);
}
