using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>Writes an interview to the store of runs while it is held, so that its lines are there whenever the process ends.</summary>
/// <param name="context">The interview and the index of its run.</param>
/// <param name="options">The models.</param>
/// <param name="time">The clock.</param>
internal sealed class InterviewRecorder(
    CaseContext<Interview, InterviewResult> context, BenchmarkOptions options, TimeProvider time)
{
    private BenchmarkRun _run = Begun(context, options, time.GetUtcNow());

    /// <summary>Adds the interview. What an earlier start of the run stored of it gives way.</summary>
    public void Begin() => context.Index.Try(store => _run = _run with { Key = store.Save(_run) });

    /// <summary>Adds the lines of a turn, without secrets.</summary>
    public void Add(TurnResult turn)
    {
        foreach (BenchmarkTurn line in BenchmarkRuns.TurnsOf(turn, _run.Turns.Count))
        {
            _run = _run with { Turns = new([.. _run.Turns, line]), TurnCount = line.Number };
            context.Index.Try(store => store.Add(_run.Key, line));
        }
    }

    /// <summary>Adds everything that is known at the end.</summary>
    public void End(InterviewResult result)
    {
        InterviewResult quiet = new RedactedResults(context.Folder.Redactor).Of(result);
        context.Index.Try(store => store.Save(BenchmarkRuns.Of(quiet, context.Manifest) with
        {
            Key = _run.Key,
            Events = new(EventLines.Read(context.Folder.PathOf(quiet.EventLogPath), quiet.StartedAt)),
        }));
    }

    /// <summary>Records that the user stopped the run.</summary>
    public void Cancel() => context.Index.Try(store => store.Save(_run with
    {
        Status = BenchmarkStatus.Cancelled,
        EndReason = EndReason.Cancelled,
        EndedAt = time.GetUtcNow(),
    }));

    private static BenchmarkRun Begun(
        CaseContext<Interview, InterviewResult> context, BenchmarkOptions options, DateTimeOffset now)
    {
        Interview interview = context.Planned.Case;
        return new BenchmarkRun
        {
            Id = BenchmarkRuns.IdOf(context.Manifest, context.Planned.Name),
            Status = BenchmarkStatus.Running,
            InterviewerPrompt = interview.InterviewerPrompt.Name,
            InterviewerPromptId = interview.InterviewerPrompt.Id,
            InterviewerPromptText = context.Folder.Redactor.Redact(interview.Agent.SystemPrompt),
            ParticipantPrompt = interview.ParticipantPrompt.Name,
            ParticipantPromptId = interview.ParticipantPrompt.Id,
            ParticipantPromptText = context.Folder.Redactor.Redact(interview.Caller.SystemPrompt),
            EndCue = interview.EndCue,
            InterviewerModel = options.InterviewerModel,
            ParticipantModel = options.ParticipantModel,
            Provider = context.Manifest.Provider,
            StartedAt = now,
            ProductVersion = context.Manifest.ProductVersion,
            RunId = context.Manifest.RunId,
            ConversationId = context.Planned.Name,
            RunPath = context.Folder.Path,
        };
    }
}
