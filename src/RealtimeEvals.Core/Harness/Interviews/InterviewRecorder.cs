using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Transcripts;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>
/// Writes an interview to the store of runs while it is held. The folder of the run is the evidence, so a store that cannot be written ends
/// nothing: it is a warning, and the rest of the interview is left out of the store.
/// </summary>
internal sealed class InterviewRecorder
{
    private readonly IEvalStore? _store;
    private readonly IRunSink _sink;
    private readonly RunFolder _folder;
    private readonly TimeProvider _time;
    private BenchmarkRun _run;
    private bool _isBroken;

    private InterviewRecorder(IEvalStore? store, IRunSink sink, RunFolder folder, TimeProvider time, BenchmarkRun run)
    {
        _store = store;
        _sink = sink;
        _folder = folder;
        _time = time;
        _run = run;
    }

    /// <summary>Adds an interview that begins. One of an earlier start of the run gives way to it.</summary>
    public static InterviewRecorder Begin(
        EvalServices services, CaseContext<Interview, InterviewResult> context, BenchmarkOptions options)
    {
        Interview interview = context.Planned.Case;
        var recorder = new InterviewRecorder(services.Store, context.Sink, context.Folder, services.Time, new BenchmarkRun
        {
            Id = $"{context.Manifest.RunId}/{context.Planned.Name}",
            Status = BenchmarkStatus.Running,
            InterviewerPrompt = interview.InterviewerPrompt.Name,
            InterviewerPromptId = interview.InterviewerPrompt.Id,
            InterviewerPromptText = interview.Agent.SystemPrompt,
            ParticipantPrompt = interview.ParticipantPrompt.Name,
            ParticipantPromptId = interview.ParticipantPrompt.Id,
            ParticipantPromptText = interview.Caller.SystemPrompt,
            EndCue = interview.EndCue,
            InterviewerModel = options.InterviewerModel,
            ParticipantModel = options.ParticipantModel,
            Provider = context.Manifest.Provider,
            StartedAt = services.Time.GetUtcNow(),
            ProductVersion = context.Manifest.ProductVersion,
            RunId = context.Manifest.RunId,
            ConversationId = context.Planned.Name,
            RunPath = context.Folder.Path,
        });
        recorder.Try(store => recorder._run = recorder._run with { Key = store.Save(recorder._run) });
        return recorder;
    }

    /// <summary>Adds the lines of a turn.</summary>
    public void Add(TurnResult turn)
    {
        DateTimeOffset at = _time.GetUtcNow();
        foreach (SpokenTurn spoken in InterviewTurns.Of(turn))
        {
            var line = new BenchmarkTurn(_run.Turns.Count + 1, spoken.Speaker, spoken.Text, at, spoken.LatencyFirstAudioMs);
            _run = _run with { Turns = new([.. _run.Turns, line]), TurnCount = line.Number };
            Try(store => store.Add(_run.Key, line));
        }
    }

    /// <summary>Adds everything that is known at the end.</summary>
    public void End(InterviewResult result)
    {
        InterviewResult quiet = new RedactedResults(_folder.Redactor).Of(result);
        BenchmarkRun ended = BenchmarkRuns.Of(quiet, _run, _time.GetUtcNow()) with
        {
            Events = new(EventLines.Read(_folder.PathOf(quiet.EventLogPath), quiet.StartedAt)),
        };
        Try(store => store.Save(ended));
    }

    /// <summary>Records that the user stopped the run.</summary>
    public void Cancel() => Try(store => store.Save(_run with
    {
        Status = BenchmarkStatus.Cancelled,
        EndReason = EndReason.Cancelled,
        EndedAt = _time.GetUtcNow(),
    }));

    private void Try(Action<IEvalStore> write)
    {
        if (_store is null || _isBroken) return;
        try
        {
            write(_store);
        }
        catch (EvalException exception)
        {
            _isBroken = true;
            _sink.Warning($"{_run.ConversationId}: {exception.Message} {exception.RecommendedAction}");
        }
    }
}
