using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Harness.Conversations.Tools;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>Holds one conversation to its end. If it fails, its finished turns and all evidence collected so far are kept.</summary>
internal sealed class ConversationRunner(
    EvalServices services,
    SimulationOptions options,
    Lazy<CallerVoice> speech,
    CaseContext<Simulation, ConversationResult> context,
    Action<TurnResult> record)
{
    private readonly Simulation _simulation = context.Planned.Case;
    private readonly ConversationFiles _files = new(context.Folder, context.Planned.Name);
    private readonly ConversationObservations _observed = new(services.Time);
    private readonly CallerRules _rules = new(context.Planned.Case);
    private readonly MockedTools _tools = new(context.Planned.Case, services.Time);

    /// <summary>Holds the conversation. Throws only when the run is cancelled or evidence cannot be written.</summary>
    /// <returns>The conversation, not judged yet.</returns>
    public async Task<ConversationResult> HoldAsync(CancellationToken cancellationToken)
    {
        _files.Clear();
        using var log = new EventLogFile(context.Folder.PathOf(_files.EventLogPath), services.Time, options.Target);
        EventSource callerLog = log.Open("simulator");
        EventSource agentLog = log.Open("assistant");
        try
        {
            await using ICaller caller = await OpenCallerAsync(callerLog, cancellationToken);
            await using RealtimeSession agent = await OpenAsync(
                "assistant", SimulationSessions.OfAgent(_simulation), agentLog, cancellationToken);
            (_observed.CallerModel, _observed.AgentModel) = (caller.Model, agent.Model);
            long opened = services.Time.GetTimestamp();
            for (int turn = 1; _observed.IsOpen; turn++)
            {
                context.Report(FormattableString.Invariant($"{context.Planned.Name} turn {turn} of {_simulation.Turns.Maximum}"));
                (callerLog.TurnIndex, agentLog.TurnIndex) = (turn, turn);
                await TakeTurnAsync(turn, caller, agent, cancellationToken);
            }

            _observed.Session = services.Time.GetElapsedTime(opened);
        }
        catch (Exception exception) when (Failure.Of(exception, cancellationToken, FailureStage.SimulationExecution) is Failure failure)
        {
            _observed.Failure = failure;
            await AddAsync(FailedBeforeTurns(failure), cancellationToken);
        }
        finally
        {
            log.Complete();
        }

        _files.Write(_observed.Transcript);
        return new ConversationRecord(options, context.Planned, context.Manifest, _files, _observed).ToResult(_tools.State);
    }

    private async Task TakeTurnAsync(int turn, ICaller caller, RealtimeSession agent, CancellationToken cancellationToken)
    {
        var started = (At: services.Time.GetUtcNow(), Stamp: services.Time.GetTimestamp());
        var basis = new TurnResult
        {
            RunId = context.Manifest.RunId,
            SimulationId = _simulation.Id,
            ConversationId = context.Planned.Name,
            TurnIndex = turn,
            RunPath = context.Folder.Path,
            StartedAt = started.At,
        };
        string spokenPath = context.Folder.PathOf(_files.AgentAudioPath(turn));
        using var spoken = new AudioRecording(services.WavFiles, spokenPath, _simulation.Audio.Output, options.Target.Redactor);
        var agentTurn = new AgentTurn(agent, _tools, spoken, options.ToolRoundLimit, services.Time);
        try
        {
            _observed.Side = "simulator";
            if (await caller.SpeakAsync(turn, _observed.Transcript, cancellationToken) is not CallerLine line)
            {
                _observed.EndReason = EndReason.ScriptEnd;
                return;
            }

            basis = Hear(turn, line, basis);
            if (!_observed.IsOpen) return;
            _observed.Side = "assistant";
            AudioFormat format = _simulation.Audio.Input;
            ReadOnlyMemory<byte> heard = Silence.PadToMinimum(
                AudioConverter.Convert(line.Audio, line.Format, format), format, options.Target.Dialect.CommitFloor);
            basis = basis with { SpeechMs = format.DurationOf(heard.Length).TotalMilliseconds, SpeechSha256 = FileHash.Of(heard.Span) };
            var chunk = TimeSpan.FromMilliseconds(_simulation.Audio.ChunkMilliseconds);
            await agentTurn.TakeAsync(new SpokenAudio(heard, format, chunk, _simulation.Audio.RealTime), cancellationToken);
        }
        catch (Exception exception) when (Failure.Of(exception, cancellationToken, FailureStage.SimulationExecution) is Failure failure)
        {
            _observed.Failure = failure;
            basis = basis with { FailureStage = failure.Stage, ErrorType = failure.Type, ErrorMessage = failure.Message };
        }

        spoken.Complete();
        TurnResult taken = agentTurn.AddTo(basis) with
        {
            AssistantAudioPath = spoken.Length == 0 ? "" : _files.AgentAudioPath(turn),
            DurationMs = services.Time.GetElapsedTime(started.Stamp).TotalMilliseconds,
        };
        if (_observed.Failure is null) _observed.EndReason = ReasonAfter(turn, agentTurn);
        await AddAsync(TurnGrades.AddTo(taken, _simulation), cancellationToken);
    }

    /// <summary>Writes the caller's line to disk, then checks it.</summary>
    private TurnResult Hear(int turn, CallerLine line, TurnResult basis)
    {
        string path = _files.Write(_files.UserAudioPath(turn), line.Format, line.Audio.Span);
        IReadOnlyList<CallerFinding> findings = _rules.Find(turn, line, _observed.Transcript);
        _observed.Findings.AddRange(findings);
        bool ends = CallerRules.IsEndOfCall(line.Text);
        if (findings.Count > 0) _observed.EndReason = EndReason.InvalidCaller;
        else if (ends) _observed.EndReason = EndReason.EndCall;
        _observed.Transcript.AddCaller(turn, line.Text);
        if (!_observed.IsOpen) (_observed.LastLine, _observed.LastUsage) = (line.Text, line.Usage);
        return basis with { UserText = line.Text, CallerUsage = line.Usage, UserAudioPath = path };
    }

    private EndReason ReasonAfter(int turn, AgentTurn agentTurn)
    {
        if (agentTurn.IsLooping) return EndReason.ToolLoop;
        if (agentTurn.IsSilent) return EndReason.AgentSilent;
        if (turn == _simulation.Turns.Script.Count) return EndReason.ScriptEnd;
        return turn >= _simulation.Turns.Maximum ? EndReason.MaxTurns : EndReason.Failed;
    }

    /// <summary>Adds a turn. It is written to disk before it is emitted.</summary>
    private async Task AddAsync(TurnResult turn, CancellationToken cancellationToken)
    {
        _observed.Turns.Add(turn);
        if (turn.TurnIndex > 0) _observed.Transcript.AddAgent(turn);
        _files.Write(_observed.Transcript);
        record(new RedactedResults(context.Folder.Redactor).Of(turn));
        await context.Sink.EmitAsync(turn, cancellationToken);
    }

    private TurnResult FailedBeforeTurns(Failure failure) => new()
    {
        RunId = context.Manifest.RunId,
        SimulationId = _simulation.Id,
        ConversationId = context.Planned.Name,
        RunPath = context.Folder.Path,
        StartedAt = _observed.StartedAt,
        FailureStage = failure.Stage,
        ErrorType = failure.Type,
        ErrorMessage = failure.Message,
    };

    private async Task<ICaller> OpenCallerAsync(EventSource log, CancellationToken cancellationToken)
    {
        _observed.Side = "simulator";
        if (_simulation.Turns.IsScripted)
        {
            string voice = options.SpeechOf(_simulation.Caller.Voice).Voice;
            return new WrittenCaller(speech.Value, voice, _simulation.Turns, context.Planned.Name, options.Limits.Inactivity);
        }

        RealtimeSession session = await OpenAsync("simulator", SimulationSessions.OfCaller(_simulation), log, cancellationToken);
        return new ModelCaller(session, _simulation.Turns, _simulation.Audio.Output);
    }

    private Task<RealtimeSession> OpenAsync(string side, SessionRequest request, EventSource log, CancellationToken cancellationToken)
    {
        _observed.Side = side;
        var opening = new SessionOpening(request.Model, request.Configuration, options.SeedOf(context.Planned.Name, _simulation.Seed))
        {
            ClientRequestId = attempt => FormattableString.Invariant($"{context.Manifest.RunId}/{context.Planned.Name}/{side}/{attempt}"),
            Log = () => log,
            OnRetry = RetryNotice.Of(context.Sink, $"{context.Planned.Name} ({side})"),
        };
        return options.SessionsBy(services.Time).OpenAsync(opening, cancellationToken);
    }
}
