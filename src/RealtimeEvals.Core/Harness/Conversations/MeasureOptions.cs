using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>What a stored run is measured by.</summary>
public sealed record MeasureOptions
{
    /// <summary>The folder of the run.</summary>
    public required string RunPath { get; init; }

    /// <summary>The judge's service; null to judge nothing and only decide anew from the grades that are there.</summary>
    public ServiceTarget? Target { get; init; }

    /// <summary>The judge's model where a grader names none; empty for that of the run.</summary>
    public string JudgeModel { get; init; } = "";

    /// <summary>How often the judge is asked for each grade, an odd number; 0 for as often as in the run.</summary>
    public int JudgeSamples { get; init; }

    /// <summary>The model that writes down sound for graders that listen; empty for that of the run.</summary>
    public string TranscriptionModel { get; init; } = "";

    /// <summary>Conversations at the same time, 1 to 256.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>The longest wait for one answer of the judge.</summary>
    public TimeSpan Limit { get; init; } = TurnLimits.Default.Inactivity;

    /// <summary>Whether an <see cref="Runs.EvalRunSummary"/> follows the conversations.</summary>
    public bool Summary { get; init; }

    /// <summary>One sentence for each setting that is out of range.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        var faults = new List<string>();
        if (JudgeSamples != 0 && SimulationOptions.SampleFault(JudgeSamples) is string fault) faults.Add(fault);
        if (Target is null && (JudgeModel.Length > 0 || JudgeSamples > 0 || TranscriptionModel.Length > 0))
        {
            faults.Add("Settings of the judge were given, but the judge is not asked.");
        }

        if (ThrottleLimit is < 1 or > 256)
        {
            faults.Add(FormattableString.Invariant($"The throttle limit is {ThrottleLimit}; it must be 1 to 256."));
        }

        if (Limit <= TimeSpan.Zero) faults.Add("A time limit must be above zero and at most a day.");
        if (Target is { Rest: null })
        {
            faults.Add(
                "The address of the judge cannot be told from the realtime endpoint; set OPENAI_BASE_URL instead of the endpoint.");
        }

        return faults;
    }
}
