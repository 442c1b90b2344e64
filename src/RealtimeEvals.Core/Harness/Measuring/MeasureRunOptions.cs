using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Measuring;

/// <summary>The options for measuring a stored run.</summary>
public sealed record MeasureRunOptions
{
    /// <summary>The folder of a run: the one with run.json in it.</summary>
    public required string RunPath { get; init; }

    /// <summary>The judge's service; null to decide again from the existing grades without judging.</summary>
    public ServiceTarget? Target { get; init; }

    /// <summary>Asks the judge for every grade anew; without it only what is on disk is looked at.</summary>
    /// <remarks>The grades that it gave before are dropped. Without it neither key nor network is needed.</remarks>
    public bool Judge => Target is not null;

    /// <inheritdoc cref="SimulationOptions.JudgeModel" />
    /// <remarks>It is written to run.json.</remarks>
    /// <value>that of the run</value>
    public string JudgeModel { get; init; } = "";

    /// <inheritdoc cref="SimulationOptions.JudgeSamples" />
    /// <value>as often as in the run</value>
    public int? JudgeSamples { get; init; }

    /// <inheritdoc cref="SimulationOptions.TranscriptionModel" />
    /// <value>that of the run</value>
    public string TranscriptionModel { get; init; } = "";

    /// <inheritdoc cref="RunOptions.ThrottleLimit" />
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>The longest wait for one answer of the judge.</summary>
    /// <remarks>Above zero, at most a day. A grade that does not come in that time is an Error, and so is its conversation.</remarks>
    public TimeSpan Limit { get; init; } = TurnLimits.Default.Inactivity;

    /// <summary>For a run of conversations: emits an EvalRunSummary after the conversations.</summary>
    /// <remarks>A run of another harness is always summed up, with or without it.</remarks>
    public bool Summary { get; init; }

    /// <summary>Returns one sentence for each setting that is out of range.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        if (JudgeSamples is int samples && SimulationOptions.SampleProblem(samples) is string fault) problems.Add(fault);
        if (!Judge && (JudgeModel.Length > 0 || JudgeSamples is not null || TranscriptionModel.Length > 0))
        {
            problems.Add("Settings of the judge were given, but the judge is not asked.");
        }

        if (ThrottleLimit is < 1 or > 256)
        {
            problems.Add(FormattableString.Invariant($"The throttle limit is {ThrottleLimit}; it must be 1 to 256."));
        }

        if (Limit <= TimeSpan.Zero) problems.Add("A time limit must be above zero and at most a day.");
        if (Target is { Rest: null })
        {
            problems.Add(
                "The address of the judge cannot be told from the realtime endpoint; set OPENAI_BASE_URL instead of the endpoint.");
        }

        return problems;
    }
}
