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
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>Holds one conversation to its end. If it fails, its finished turns and all evidence collected so far are kept.</summary>
internal class ConversationRunner(
    EvalServices services,
    ConversationOptions options,
    Lazy<CallerVoice> speech,
    ConversationScope scope,
    Action<TurnResult> record)
{
    private readonly Simulation _simulation = scope.Simulation;
    private readonly ConversationFiles _files = new(scope.Folder, scope.Name, scope.Attempt);
    private readonly ConversationObservations _observed = new(services.Time, scope.Manifest.Provider);
    private readonly CallerRules _rules = new(scope.Simulation);
    private readonly MockedTools _tools = new(scope.Simulation, services.Time);

    private protected EvalServices Services => services;

    private protected Lazy<CallerVoice> Speech => speech;

    private protected ConversationScope Scope => scope;

    private protected ConversationObservations Observed => _observed;

    /// <summary>Holds the conversation. Throws only when the run is cancelled or evidence cannot be written.</summary>
    /// <returns>The conversation, not judged yet.</returns>
    public async Task<ConversationResult> HoldAsync(CancellationToken cancellationToken)
    {
        _files.Clear();
        using var log = new EventLogFile(scope.Folder.PathOf(_files.EventLogPath), services.Time, options.Target);
        EventSource callerLog = log.Open("simulator");
        EventSource agentLog = log.Open("assistant");
        try
        {
            _observed.Side = "simulator";
            await using ICaller caller = await OpenCallerAsync(callerLog, cancellationToken);
            await using RealtimeSession agent = await OpenAsync(
                "assistant", SimulationSessions.OfAgent(_simulation), agentLog, cancellationToken);
            _observed.AgentModel = agent.Model;
            long opened = services.Time.GetTimestamp();
            for (int turn = 1; _observed.IsOpen; turn++)
            {
                scope.Report(FormattableString.Invariant($"{scope.Name} turn {turn} of {_simulation.Turns.Maximum}"));
                (callerLog.TurnIndex, agentLog.TurnIndex) = (turn, turn);
                await TakeTurnAsync(turn, caller, agent, cancellationToken);
            }

            _observed.Session = services.Time.GetElapsedTime(opened);
        }
        catch (Exception exception) when (Failure.Of(exception, cancellationToken, StageOf(exception)) is Failure failure)
        {
            _observed.Failure = failure;
            await AddAsync(FailedBeforeTurns(failure), cancellationToken);
        }
        finally
        {
            await SlowWork.RunAsync(log.Complete);
        }

        _files.Write(_observed.Transcript);
        return new ConversationRecord(options, scope, _files, _observed).ToResult(NewResult(), _tools.State);
    }

    private async Task TakeTurnAsync(int turn, ICaller caller, RealtimeSession agent, CancellationToken cancellationToken)
    {
        var started = (At: services.Time.GetUtcNow(), Stamp: services.Time.GetTimestamp());
        var basis = new TurnResult
        {
            RunId = scope.Manifest.RunId,
            SimulationId = _simulation.Id,
            ConversationId = scope.Name,
            TurnIndex = turn,
            RunPath = scope.Folder.Path,
            StartedAt = started.At,
        };
        string spokenPath = scope.Folder.PathOf(_files.AgentAudioPath(turn));
        using var spoken = new AudioRecording(services.WavFiles, spokenPath, _simulation.Audio.Output, options.Target.Redactor);
        var agentTurn = new AgentTurn(agent, _tools, spoken, options.RoundLimit, services.Time, scope.Watch);
        try
        {
            _observed.Side = "simulator";
            if (await caller.SpeakAsync(turn, _observed.Transcript, cancellationToken) is not CallerLine line)
            {
                _observed.EndReason = EndReason.ScriptEnd;
                return;
            }

            _observed.CallerModel = caller.Model;
            basis = Hear(turn, line, basis);
            if (!_observed.IsOpen) return;
            _observed.Side = "assistant";
            if (line.IsWritten) await agentTurn.TakeAsync(line.Text, cancellationToken);
            else
            {
                SpokenAudio heard = ToWire(line);
                basis = basis with
                {
                    SpeechMs = heard.Format.DurationOf(heard.Data.Length).TotalMilliseconds,
                    SpeechSha256 = FileHash.Of(heard.Data.Span),
                };
                await agentTurn.TakeAsync(heard, cancellationToken);
            }
        }
        catch (Exception exception) when (Failure.Of(exception, cancellationToken, StageOf(exception)) is Failure failure)
        {
            _observed.Failure = failure;
            basis = basis with { FailureStage = failure.Stage, ErrorType = failure.Type, ErrorMessage = failure.Message };
        }

        await SlowWork.RunAsync(spoken.Complete);
        TurnResult taken = agentTurn.AddTo(basis) with
        {
            AssistantAudioPath = spoken.Length == 0 ? "" : _files.AgentAudioPath(turn),
            DurationMs = services.Time.GetElapsedTime(started.Stamp).TotalMilliseconds,
        };
        if (_observed.Failure is null) _observed.EndReason = ReasonAfter(turn, agentTurn, taken);
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

    private EndReason ReasonAfter(int turn, AgentTurn agentTurn, TurnResult taken)
    {
        if (agentTurn.IsLooping) return EndReason.ToolLoop;
        if (agentTurn.IsSilent) return EndReason.AgentSilent;
        if (EndsAfter(taken, _observed) is EndReason reason) return reason;
        if (turn == _simulation.Turns.Script.Count) return EndReason.ScriptEnd;
        return turn >= _simulation.Turns.Maximum ? EndReason.MaxTurns : EndReason.Failed;
    }

    /// <summary>Returns the line as it is sent to the agent.</summary>
    private SpokenAudio ToWire(CallerLine line)
    {
        AudioFormat format = _simulation.Audio.Input;
        ReadOnlyMemory<byte> heard = Silence.PadToMinimum(
            AudioConverter.Convert(line.Audio, line.Format, format), format, options.Target.Dialect.CommitFloor);
        return new SpokenAudio(heard, format, TimeSpan.FromMilliseconds(_simulation.Audio.ChunkMilliseconds), _simulation.Audio.RealTime);
    }

    /// <summary>Returns the stage of a failure that has none of its own.</summary>
    private protected virtual string StageOf(Exception exception) => FailureStage.SimulationExecution;

    /// <summary>Returns a result with nothing but the ids.</summary>
    private protected virtual ConversationResult NewResult() =>
        new() { RunId = scope.Manifest.RunId, SimulationId = _simulation.Id, ConversationId = scope.Name };

    /// <summary>Returns why the conversation is over after a turn of the agent; null when it goes on.</summary>
    private protected virtual EndReason? EndsAfter(TurnResult turn, ConversationObservations observed) => null;

    /// <summary>Adds a turn. It is written to disk before it is emitted.</summary>
    private async Task AddAsync(TurnResult turn, CancellationToken cancellationToken)
    {
        _observed.Turns.Add(turn);
        if (turn.TurnIndex > 0) _observed.Transcript.AddAgent(turn);
        _files.Write(_observed.Transcript);
        record(new RedactedResults(scope.Folder.Redactor).Of(turn));
        await scope.Sink.EmitAsync(turn, cancellationToken);
    }

    private TurnResult FailedBeforeTurns(Failure failure) => new()
    {
        RunId = scope.Manifest.RunId,
        SimulationId = _simulation.Id,
        ConversationId = scope.Name,
        RunPath = scope.Folder.Path,
        StartedAt = _observed.StartedAt,
        FailureStage = failure.Stage,
        ErrorType = failure.Type,
        ErrorMessage = failure.Message,
    };

    /// <summary>Opens the caller's side.</summary>
    private protected virtual async Task<ICaller> OpenCallerAsync(EventSource log, CancellationToken cancellationToken)
    {
        if (_simulation.Turns.IsScripted)
        {
            string voice = options.SpeechOf(_simulation.Caller.Voice).Voice;
            return new WrittenCaller(speech.Value, voice, _simulation.Turns, scope.Name, options.Limits.Inactivity, _observed.Spending);
        }

        RealtimeSession session = await OpenAsync("simulator", SimulationSessions.OfCaller(_simulation), log, cancellationToken);
        return new ModelCaller(session, _simulation.Turns, _simulation.Audio.Output);
    }

    private Task<RealtimeSession> OpenAsync(string side, SessionRequest request, EventSource log, CancellationToken cancellationToken)
    {
        _observed.Side = side;
        var opening = new SessionOpening(request.Model, request.Configuration, options.SeedOf(scope.Name, _simulation.Seed))
        {
            ClientRequestId = attempt => FormattableString.Invariant($"{scope.Manifest.RunId}/{scope.Name}/{side}/{attempt}"),
            Log = () => log,
            OnRetry = RetryNotice.Of(scope.Sink, $"{scope.Name} ({side})"),
        };
        return options.SessionsBy(services.Time).OpenAsync(opening, cancellationToken);
    }
}
