using RealtimeEvals.Model;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>Which runs are listed, in which order, and which part of the list.</summary>
public sealed record RunQuery
{
    /// <summary>The runs on a page where nothing else is said.</summary>
    public const int DefaultSize = 50;

    /// <summary>The most runs on a page.</summary>
    public const int MaximumSize = 500;

    /// <summary>The order where nothing else is said: the newest first.</summary>
    public const string DefaultSort = "-started_at";

    private static readonly Dictionary<string, Func<RunEntry, IComparable?>> Keys = new(StringComparer.Ordinal)
    {
        ["name"] = entry => entry.Name,
        ["harness"] = entry => entry.Harness,
        ["standing"] = entry => entry.Standing,
        ["outcome"] = entry => entry.Outcome,
        ["started_at"] = entry => entry.StartedAt,
        ["duration"] = entry => entry.Duration,
        ["turns"] = entry => entry.TurnCount,
        ["pass_rate"] = entry => entry.PassRate,
        ["latency"] = entry => entry.LatencyFirstAudioMsP50,
        ["cost"] = entry => entry.CostUsd,
        ["model"] = entry => entry.Model,
    };

    /// <summary>The names that a list can be sorted by; a dash before one turns the order round.</summary>
    public static IReadOnlyCollection<string> Sorts => Keys.Keys;

    /// <summary>Words that each must be in the name, the prompts, the model, the provider or the harness.</summary>
    public string Search { get; init; } = "";

    /// <summary>Only runs of this harness; empty for all.</summary>
    public string Harness { get; init; } = "";

    /// <summary>Only runs that stand so; null for all.</summary>
    public RunStanding? Standing { get; init; }

    /// <summary>Only runs with this verdict on the whole; null for all.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The order: one of <see cref="Sorts"/>, with a dash before it the other way round.</summary>
    public string Sort { get; init; } = DefaultSort;

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The runs on a page, 1 to 500.</summary>
    public int Size { get; init; } = DefaultSize;

    private string KeyOfSort => Sort.StartsWith('-') ? Sort[1..] : Sort;

    /// <summary>Returns one sentence for each value that is out of range.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        if (!Keys.ContainsKey(KeyOfSort))
        {
            problems.Add($"'{Sort}' is no order; it is one of {string.Join(", ", Sorts)}, with a dash before it the other way round.");
        }

        if (Page < 1) problems.Add(FormattableString.Invariant($"The page is {Page}; it must be 1 or more."));
        if (Size is < 1 or > MaximumSize)
        {
            problems.Add(FormattableString.Invariant($"The size of a page is {Size}; it must be 1 to {MaximumSize}."));
        }

        return problems;
    }

    /// <summary>Returns the page of the list, and how many runs all pages have.</summary>
    /// <param name="all">All runs, the newest first.</param>
    public (IReadOnlyList<RunEntry> Items, int Total) Of(IEnumerable<RunEntry> all)
    {
        string[] words = Search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<RunEntry> found = all.Where(entry =>
            (Harness.Length == 0 || entry.Harness == Harness)
            && (Standing is null || entry.Standing == Standing)
            && (Outcome is null || entry.Outcome == Outcome)
            && words.All(word => TextOf(entry).Contains(word, StringComparison.OrdinalIgnoreCase)));
        Func<RunEntry, IComparable?> key = Keys[KeyOfSort];

        // What has no value comes last in both directions.
        IOrderedEnumerable<RunEntry> known = found.OrderBy(entry => key(entry) is null);
        RunEntry[] sorted = [.. Sort.StartsWith('-') ? known.ThenByDescending(key) : known.ThenBy(key)];
        int before = (int)Math.Min((Page - 1L) * Size, sorted.Length);
        return ([.. sorted.Skip(before).Take(Size)], sorted.Length);
    }

    private static string TextOf(RunEntry entry) => $"{entry.Name}\n{entry.Prompts}\n{entry.Model}\n{entry.Provider}\n{entry.Harness}";
}
