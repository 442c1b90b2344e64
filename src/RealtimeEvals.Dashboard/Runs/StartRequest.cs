using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>An interview that is to be held, as the page or a program asks for it.</summary>
public sealed record StartRequest
{
    /// <summary>The name of the interviewer's prompt.</summary>
    public string Interviewer { get; init; } = "";

    /// <summary>The name of the participant's prompt.</summary>
    public string Participant { get; init; } = "";

    /// <summary>Values of placeholders in the prompts, each as name=value.</summary>
    public IReadOnlyList<string> PromptValues { get; init; } = [];

    /// <summary>The interviewer's model: the one under test.</summary>
    public string InterviewerModel { get; init; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <summary>The interviewer's voice; empty for the service's own.</summary>
    public string InterviewerVoice { get; init; } = "";

    /// <summary>The text model that plays the participant.</summary>
    public string ParticipantModel { get; init; } = ModelCatalog.Shipped.DefaultParticipantModel;

    /// <summary>Whether the participant's lines are spoken, so that the interviewer hears them.</summary>
    public bool ParticipantAudio { get; init; }

    /// <summary>The number of answers of the interviewer after which the interview is over, 1 to 1000.</summary>
    public int MaximumTurns { get; init; } = BenchmarkOptions.DefaultTurns;

    /// <summary>How long the interview may take, in minutes: above zero, at most a day.</summary>
    public double TimeLimitMinutes { get; init; } = BenchmarkOptions.DefaultTimeLimit.TotalMinutes;

    /// <summary>The cost in US dollars at which the interview is over; null for no limit.</summary>
    public decimal? CostLimitUsd { get; init; }

    /// <summary>How often the interview is held, 1 to 100; null for once.</summary>
    public int? Trials { get; init; }

    /// <summary>The name of the run; empty for the time and a random part.</summary>
    public string RunName { get; init; } = "";

    /// <summary>Returns the options of the run.</summary>
    /// <param name="options">The options of the dashboard.</param>
    /// <param name="target">The service.</param>
    /// <param name="runName">The name of the run.</param>
    internal BenchmarkOptions ToOptions(DashboardOptions options, ServiceTarget target, string runName) => new()
    {
        Target = target,
        ResultsPath = options.ResultsPath,
        SpeechCachePath = options.SpeechCachePath,
        RunName = runName,
        PromptPath = options.PromptPath,
        PromptPairs = [$"{Interviewer}={Participant}"],
        PromptValues = PromptValues,
        InterviewerModel = InterviewerModel.Trim(),
        InterviewerVoice = InterviewerVoice.Trim(),
        ParticipantModel = ParticipantModel.Trim(),
        ParticipantAudio = ParticipantAudio,
        MaximumTurns = MaximumTurns,
        TimeLimit = TurnLimits.Span(TimeLimitMinutes * 60),
        CostLimitUsd = CostLimitUsd,
        Trials = Trials,
    };
}
