using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>
/// The benchmark harness: a realtime model conducts interviews with a participant that a text model plays. Emits a <see cref="TurnResult"/>
/// when a turn ends and an <see cref="InterviewResult"/> when an interview has been tested, after they have been written to disk.
/// </summary>
/// <param name="services">The external services, the store of runs and the clock.</param>
public sealed class BenchmarkOperation(EvalServices services)
{
    /// <summary>Checks all input, including every prompt, then holds the interviews.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="sink">Takes the results, or only the <see cref="RunPlan"/> if the run is not confirmed.</param>
    /// <param name="cancellationToken">Cancels the run; everything finished so far stays readable.</param>
    /// <exception cref="EvalException">Nothing was run, or evidence could not be written; see the error id.</exception>
    public Task RunAsync(BenchmarkOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        return RedactedOperation.RunAsync(options.Target, sink, quiet => HoldAsync(options, quiet, cancellationToken));
    }

    private async Task HoldAsync(BenchmarkOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        CallerSpeech asked = options.SpeechOf("");
        options = WithSource(options);
        IReadOnlyList<Interview> interviews = Read(options, sink);
        var plan = CasePlan<Interview>.Of(
            options,
            InterviewHarness.OfInterviews.Name,
            interviews,
            interview => new CaseTraits(interview.Id, interview.Tags, interview.Trials));
        ModelEndDates.Warn(options.Target, sink, services.Time, [options.InterviewerModel, options.ParticipantModel]);
        if (options.ParticipantAudio) ModelEndDates.Warn(options.Target, sink, services.Time, asked);
        await HarnessOperation.RunAsync(new InterviewHarness(services, options, plan, sink), services, sink, cancellationToken);
    }

    private BenchmarkOptions WithSource(BenchmarkOptions options) => options with
    {
        DataPath = options.PromptPairs.Count > 0 ? options.PromptPath : options.DataPath,
        SpeechSource = SpeechChoice.Of(options.SpeechOf(""), options.Target, SpeechChoice.OfResumed(options), services.Time),
        SpeechMayChange = options is { SpeechSource: SpeechSource.Auto, SpeechModel: "" },
    };

    private IReadOnlyList<Interview> Read(BenchmarkOptions options, IRunSink sink)
    {
        List<string> faults = [.. options.FindProblems()];
        if (options.ParticipantAudio) faults.AddRange(options.SpeechOf("").FindProblems(options.Target));
        IReadOnlyDictionary<string, string> values = PromptValues.Parse(options.PromptValues, faults);
        var problems = new DataProblems();
        InterviewSettings settings = SettingsOf(options, values);
        faults.AddRange(options.Target.Dialect.FindProblems(settings.Audio.Input, settings.Audio.Output));
        IReadOnlyList<Interview> interviews = options.PromptPairs.Count > 0
            ? InterviewPairs.Parse(options.PromptPairs, settings, faults)
            : InterviewPairs.Read(options.DataPath, settings, services.Tables, problems, sink.Warning);
        if (faults.Count > 0) throw EvalErrors.InvalidSetting([.. faults, .. problems.Select(problem => problem.ToString())]);
        return problems.Count > 0 ? throw EvalErrors.InvalidInput(problems) : interviews;
    }

    private static InterviewSettings SettingsOf(BenchmarkOptions options, IReadOnlyDictionary<string, string> values) => new(
        new PromptFolder(options.PromptPath, options.EndCue),
        values,
        options.EndCue,
        options.FirstLine,
        options.MaximumTurns,
        new SimulationAgent("", "", "", ToolSet.None, options.InterviewerModel, options.InterviewerVoice),
        new SimulationCaller("", options.ParticipantModel, options.ParticipantAudio ? options.ParticipantVoice : ""),
        new SimulationAudio(AudioFormat.Pcm24K, AudioFormat.Pcm24K, options.ChunkMilliseconds, options.RealTime));
}
