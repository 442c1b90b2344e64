using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Which two runs are compared, and how.</summary>
public sealed record CompareOptions
{
    /// <summary>The default of <see cref="MinimumCaseCount"/>.</summary>
    public const int DefaultMinimumCaseCount = 20;

    /// <summary>The run that is the yardstick: its folder, or its name below the folder of all runs.</summary>
    public string ReferencePath { get; init; } = "";

    /// <summary>An approved run as a baseline file, in place of the run that is the yardstick.</summary>
    /// <remarks>Such a file is kept under version control.</remarks>
    public string BaselinePath { get; init; } = "";

    /// <summary>The run that is held against the yardstick: its folder, or its name below the folder of all runs.</summary>
    public string CandidatePath { get; init; } = "";

    /// <summary>The figures that are compared beside the pass rate, such as latency_first_audio_ms or latency_first_audio_ms_p50.</summary>
    /// <remarks>
    /// A figure is a column of results.csv that holds numbers; _mean, _rate or _p and a percentile behind it say what of it. Each figure that
    /// is named more makes all of them harder to tell from chance.
    /// </remarks>
    /// <value>time to first audio and to the end, grades and cost</value>
    public IReadOnlyList<string> Figures { get; init; } = [];

    /// <summary>The least number of paired cases for a verdict, from 2.</summary>
    /// <remarks>With fewer the verdict is NoEvidence.</remarks>
    public int MinimumCaseCount { get; init; } = DefaultMinimumCaseCount;

    /// <summary>The seed of all samples, so that the same runs give the same figures.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Compares the cases that are in both runs although others are in one of them only.</summary>
    /// <remarks>Without it the verdict is then no better than NoEvidence, since the cases that are missing might be those that failed.</remarks>
    public bool AllowUnpaired { get; init; }

    /// <summary>Returns a sentence for each setting that is out of range or missing.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        if (CandidatePath.Length == 0) problems.Add("No run is named that is to be compared.");
        if (ReferencePath.Length == 0 && BaselinePath.Length == 0) problems.Add("Neither a run nor a baseline is named to compare with.");
        if (ReferencePath.Length > 0 && BaselinePath.Length > 0) problems.Add("A run and a baseline are named; one of them is the yardstick.");
        if (MinimumCaseCount < 2)
        {
            problems.Add(FormattableString.Invariant($"The least number of cases is {MinimumCaseCount}; it must be 2 or more."));
        }

        problems.AddRange(Figures.Where(name => FigurePick.Find(name) is null).Select(name =>
            $"'{name}' is no figure of a comparison; write a column of numbers of results.csv, with _mean, _rate or _p and a percentile behind "
            + $"it if need be, such as latency_first_audio_ms_p95{Messages.Nearest.Suggest(name, FigurePick.Names)}."));
        return problems;
    }
}
