using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Which two runs are compared, and how.</summary>
public sealed record CompareOptions
{
    /// <summary>The default of <see cref="MinimumCaseCount"/>.</summary>
    public const int DefaultMinimumCaseCount = 10;

    /// <summary>What the runs are held against: the folder of a run, or a baseline file.</summary>
    public string ReferencePath { get; init; } = "";

    /// <summary>The run that is held against it: its folder, or a baseline file.</summary>
    public string CandidatePath { get; init; } = "";

    /// <summary>The figures that are compared beside the pass rate, such as latency_first_audio_ms or latency_first_audio_ms_p50.</summary>
    /// <remarks>
    /// A figure is a column of results.csv that holds numbers; _mean, _rate or _p and a percentile behind it say what of it. Each figure
    /// that
    /// is named more makes all of them harder to tell from chance.
    /// </remarks>
    /// <value>time to first audio and to the end, tool calls, grades and cost</value>
    public IReadOnlyList<string> Figures { get; init; } = [];

    /// <summary>The least number of paired cases for a verdict, from 2.</summary>
    /// <remarks>With fewer the verdict is NoEvidence.</remarks>
    public int MinimumCaseCount { get; init; } = DefaultMinimumCaseCount;

    /// <summary>The seed of all samples, so that the same runs give the same figures.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Lets the verdict rest on the cases that are alike in both runs, although others are in one only or were changed.</summary>
    /// <remarks>Without it the verdict is no better than NoEvidence then, since what is missing might be what failed.</remarks>
    public bool AllowUnpaired { get; init; }

    /// <summary>Throws when a setting is missing or out of range.</summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: every problem.</exception>
    public void Require()
    {
        var problems = new List<string>();
        if (CandidatePath.Length == 0) problems.Add("No run is named that is to be compared.");
        if (ReferencePath.Length == 0) problems.Add("Neither a run nor a baseline is named to compare with.");
        if (MinimumCaseCount < 2)
        {
            problems.Add(FormattableString.Invariant($"The least number of cases is {MinimumCaseCount}; it must be 2 or more."));
        }

        problems.AddRange(FigurePick.FindProblems(Figures));
        if (problems.Count > 0) throw EvalErrors.InvalidSetting(problems);
    }
}
