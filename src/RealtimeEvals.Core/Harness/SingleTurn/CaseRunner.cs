using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Grading;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>
/// Runs single cases: audio, session, turn, grade. A case that fails becomes an Error that keeps all evidence collected so far.
/// </summary>
internal sealed class CaseRunner<TResult>(
    EvalServices services, SingleTurnHarness<TResult> harness, RunFolder folder, RunManifest manifest, MachineWatch watch)
    where TResult : SingleTurnResult
{
    private readonly SingleTurnOptions _options = harness.Options;

    /// <summary>Runs one case. Throws only when the run is cancelled or evidence cannot be written.</summary>
    public async Task<TResult> RunAsync(PlannedCase<SingleTurnCase> planned, IRunSink sink, CancellationToken cancellationToken)
    {
        string heardPath = folder.PathOf(OutputPath(planned));
        using var heard = new AudioRecording(services.WavFiles, heardPath, _options.OutputFormat, _options.Target.Redactor);
        var observed = new CaseObservations(heard, services.Time, manifest.Provider);
        try
        {
            await SpeakAsync(planned, observed, sink, cancellationToken);
        }
        catch (Exception exception) when (Failure.Of(exception, cancellationToken) is Failure failure)
        {
            observed.Failure = failure;
        }

        return await SlowWork.RunAsync(() =>
        {
            heard.Complete();
            return ToResult(planned, observed);
        });
    }

    /// <summary>Returns the result of a case that is not run.</summary>
    public TResult Skip(PlannedCase<SingleTurnCase> planned, string reason)
    {
        using var nothing = new AudioRecording(
            services.WavFiles, folder.PathOf(OutputPath(planned)), _options.OutputFormat, _options.Target.Redactor);
        var observed = new CaseObservations(nothing, services.Time, manifest.Provider);
        return (TResult)(SingleTurnResult)(ToResult(planned, observed) with
        {
            Outcome = Outcome.Skipped,
            ErrorMessage = reason,
            Attempts = 0,
            CostUsd = 0,
            DurationMs = 0,
            EventLogPath = "",
        });
    }

    private async Task SpeakAsync(
        PlannedCase<SingleTurnCase> planned, CaseObservations observed, IRunSink sink, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> speech = await harness.GetCallerAudioAsync(planned, observed.Spending, cancellationToken);
        observed.Speech = Silence.PadToMinimum(speech, _options.InputFormat, _options.Target.Dialect.CommitFloor);
        if (harness.KeepsCallerAudio) await SlowWork.RunAsync(() => WriteSpeech(planned, observed.Speech));

        using var log = new EventLogFile(folder.PathOf(LogPath(planned)), services.Time, _options.Target);
        try
        {
            await using RealtimeSession session = await OpenAsync(planned, observed, log, sink, cancellationToken);
            await TakeTurnAsync(session, observed, cancellationToken);
        }
        finally
        {
            observed.EndSession();
            await SlowWork.RunAsync(log.Complete);
        }
    }

    private void WriteSpeech(PlannedCase<SingleTurnCase> planned, ReadOnlyMemory<byte> speech) =>
        folder.Write(InputPath(planned), WavWriter.ToBytes(_options.InputFormat, speech.Span));

    private Task<RealtimeSession> OpenAsync(
        PlannedCase<SingleTurnCase> planned,
        CaseObservations observed,
        EventLogFile log,
        IRunSink sink,
        CancellationToken cancellationToken)
    {
        var opening = new SessionOpening(_options.Model, harness.Session, _options.SeedOf(planned.Name))
        {
            ClientRequestId = attempt =>
            {
                observed.Attempts = attempt;
                return FormattableString.Invariant($"{manifest.RunId}/{planned.Name}/{attempt}");
            },
            Log = () => log.Open(),
            OnAnnounced = observed.BeginSession,
            OnRetry = RetryNotice.Of(sink, planned.Name),
        };
        return _options.SessionsBy(services.Time).OpenAsync(opening, cancellationToken);
    }

    private async Task TakeTurnAsync(RealtimeSession session, CaseObservations observed, CancellationToken cancellationToken)
    {
        try
        {
            session.Sink = observed.Heard;
            var chunk = TimeSpan.FromMilliseconds(_options.ChunkMilliseconds);
            var spoken = new SpokenAudio(observed.Speech, _options.InputFormat, chunk, _options.RealTime);
            await session.SpeakAsync(spoken, cancellationToken);
        }
        finally
        {
            observed.Turn = session.Snapshot();
            observed.EndOfSpeechAt = session.EndOfSpeechAt;
            observed.Model = session.Model;
            observed.EndSession();
        }
    }

    private TResult ToResult(PlannedCase<SingleTurnCase> planned, CaseObservations observed)
    {
        SingleTurnCase item = planned.Case;
        CollectedTurn turn = observed.Turn;
        ToolGrade grade = ToolGrader.Grade(item.ExpectedTool, item.ExpectedArguments, turn.ToolCalls, harness.Agent.Tools);
        bool failed = observed.Failure is not null;
        bool empty = !observed.Heard.HasSound && !turn.HasWords && turn.ToolCalls.Count == 0;
        bool graded = !failed && !empty;

        // A right answer is no evidence if the service did not hear the whole request: the rest may have asked for something else.
        string doubt = empty ? "The response held no sound, no text and no call."
            : grade.IsRight && !turn.HeardAllInput ? "The service did not hear the caller to the end." : "";
        SingleTurnResult own = harness.CreateResult(manifest.RunId, item, observed);
        return (TResult)(own with
        {
            Trial = planned.Key.Trial,
            CaseNumber = item.Number,
            Planned = manifest.Planned,
            DataCases = manifest.DataCases,
            Tags = new(item.Tags),
            Outcome = failed ? Outcome.Error : doubt.Length > 0 ? Outcome.Inconclusive : grade.IsRight ? Outcome.Pass : Outcome.Fail,
            Grade = graded && grade.IsRight ? 1 : 0,
            ToolCallCorrectness = graded && grade.ToolIsRight ? 1 : 0,
            ToolCallArgumentCorrectness = graded && grade.ArgumentsAreRight ? 1 : 0,
            UserText = item.UserText,
            AssistantText = turn.Text,
            ExpectedToolCall = item.ExpectedTool,
            ExpectedArguments = item.ExpectedArgumentsText,
            PredictedToolCall = grade.Graded?.Name ?? "",
            PredictedArguments = grade.Graded?.ParseArguments().GetRawText() ?? (item.ExpectedTool.Length > 0 ? "{}" : ""),
            ToolCalls = turn.ToolCalls,
            RepeatedToolCalls = grade.Repeated,
            FailureStage = observed.Failure?.Stage ?? "",
            ErrorType = observed.Failure?.Type ?? "",
            ErrorMessage = observed.Failure?.Message ?? doubt,
            LatencyFirstAudioMs = failed ? null : observed.MillisecondsBetween(turn.RequestedAt, turn.FirstAudioAt),
            LatencyFirstTextMs = failed ? null : observed.MillisecondsBetween(turn.RequestedAt, turn.FirstTextAt),
            LatencyResponseDoneMs = failed ? null : observed.MillisecondsBetween(turn.RequestedAt, turn.DoneAt),
            LatencyUncertaintyMs = failed ? null : watch.UncertaintyMs(turn.RequestedAt, turn.FirstAudioAt, turn.FirstTextAt, turn.DoneAt),
            EndOfSpeechToFirstAudioMs = failed ? null : observed.MillisecondsBetween(observed.EndOfSpeechAt, turn.FirstAudioAt),
            Usage = turn.Usage,
            CostUsd = Cost.Of(manifest.Provider, turn.Usage, observed.Model, RequestedModel, observed.Session),
            Spent = observed.Spending.All,
            SpeechMs = observed.Speech.Length == 0 ? null : _options.InputFormat.DurationOf(observed.Speech.Length).TotalMilliseconds,
            SpeechSha256 = observed.Speech.Length == 0 ? "" : FileHash.Of(observed.Speech.Span),
            ResponseIds = turn.ResponseIds,
            Responses = new(turn.Responses.Select(response => new AgentResponse(
                response.Id, response.Text, new(response.ToolCalls.Select(call => call.CallId)), response.Usage))),
            Model = observed.Model.Length > 0 ? observed.Model : _options.Model,
            Provider = manifest.Provider,
            ConnectionAttempts = observed.Attempts,
            StartedAt = observed.StartedAt,
            DurationMs = observed.Elapsed.TotalMilliseconds,
            RunPath = folder.Path,
            DataPath = _options.DataPath,
            DataLine = item.Line,
            DataSha256 = (string?)manifest.Settings[SingleTurnSettings.DataSha256] ?? "",
            EventLogPath = LogPath(planned),
            InputAudioPath = CallerAudioPath(planned, observed),
            OutputAudioPath = observed.Heard.Length == 0 ? "" : OutputPath(planned),
        });
    }

    private string CallerAudioPath(PlannedCase<SingleTurnCase> planned, CaseObservations observed) =>
        !harness.KeepsCallerAudio ? RelativeToData(planned.Case.AudioPath) : observed.Speech.Length == 0 ? "" : InputPath(planned);

    private string RequestedModel => _options.Target.ModelOf(_options.Model);

    private string RelativeToData(string path) => Path.GetRelativePath(Path.GetDirectoryName(_options.DataPath)!, path).Replace('\\', '/');

    private static string LogPath(PlannedCase<SingleTurnCase> planned) => $"{planned.EvidenceIn("events")}.jsonl";

    private static string InputPath(PlannedCase<SingleTurnCase> planned) => $"{planned.EvidenceIn("audio")}/input.wav";

    private static string OutputPath(PlannedCase<SingleTurnCase> planned) => $"{planned.EvidenceIn("audio")}/output.wav";
}
