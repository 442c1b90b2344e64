using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;
using RealtimeEvals.TextModels;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Analyses;
using RealtimeEvals.Transcripts.Programs;

namespace RealtimeEvals.Harness.Measuring;

/// <summary>The options for analysing conversations.</summary>
public sealed record QualityOptions
{
    /// <summary>Which analysis is made, unless there is a scorer.</summary>
    public AnalysisKind Analysis { get; init; }

    /// <summary>The external scorer that makes the analysis; null for one of the product's own.</summary>
    public ScorerProgram? Scorer { get; init; }

    /// <summary>The service whose model is asked; null when none is.</summary>
    public ServiceTarget? Target { get; init; }

    /// <summary>The text model that is asked about the questions.</summary>
    public string Model { get; init; } = ModelCatalog.Shipped.DefaultJudgeModel;

    /// <inheritdoc cref="RunOptions.ThrottleLimit" />
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>Makes an analysis anew that the store of runs has already; without it the stored one is shown.</summary>
    public bool Recomputes { get; init; }

    /// <summary>The name under which the store keeps the analysis.</summary>
    internal string Kind => Scorer?.Name ?? (Analysis == AnalysisKind.Question ? QuestionAnalysis.Kind : SimpleAnalysis.Kind);

    /// <summary>The longest wait for one answer of the model, including retries: above zero, at most a day.</summary>
    public TimeSpan Limit { get; init; } = TestProgram.DefaultLimit;

    /// <summary>Whether a model is asked.</summary>
    internal bool Asks => Scorer is null && Analysis == AnalysisKind.Question;

    /// <summary>The address of the model.</summary>
    internal TextModelAddress Address => new(Target!, new RetryTerms(RetryTerms.DefaultLimit, Limit, Seed: 1), Model);

    /// <summary>Returns one sentence for each setting that is out of range.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        if (ThrottleLimit is < 1 or > 256)
        {
            problems.Add(FormattableString.Invariant($"The throttle limit is {ThrottleLimit}; it must be 1 to 256."));
        }

        if (Limit <= TimeSpan.Zero || Scorer?.Limit <= TimeSpan.Zero) problems.Add("The time-out must be above zero and at most a day.");
        if (!Asks) return problems;
        if (string.IsNullOrWhiteSpace(Model)) problems.Add("No model is named that could be asked about the questions.");
        if (Target is null) problems.Add("No service is named that could be asked about the questions.");
        else if (Target.Rest is null)
        {
            problems.Add($"The model cannot be asked: the address of its endpoint cannot be told from {Target.ShownRealtime}.");
        }

        return problems;
    }
}
