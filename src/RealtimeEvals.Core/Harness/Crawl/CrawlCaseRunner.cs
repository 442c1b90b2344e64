using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Grading;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>Runs single cases: speech, session, turn, grade. A case that fails becomes an Error that keeps all evidence that was there.</summary>
internal sealed class CrawlCaseRunner(EvalServices services, CrawlOptions options, CrawlInputs inputs, RunFolder folder, string runId, string provider)
{
    /// <summary>The service takes no shorter turn than this.</summary>
    private static readonly TimeSpan CommitFloor = TimeSpan.FromMilliseconds(100);

    private readonly CachedSpeech _speech = new(services.SpeechFor(options.Target), options.Target.SpeechSource, options.SpeechCachePath);
    private readonly SessionConfiguration _session = new()
    {
        Instructions = inputs.SystemPrompt,
        Tools = inputs.Tools.ForService,
        InputFormat = options.InputFormat,
        OutputFormat = options.OutputFormat,
        Voice = options.Voice,
    };

    /// <summary>Runs one case. Throws only when the run is cancelled or evidence cannot be written.</summary>
    public async Task<CrawlResult> RunAsync(CrawlCase item, IRunSink sink, CancellationToken cancellationToken)
    {
        var evidence = new CaseEvidence(services.Time);
        try
        {
            await SpeakAsync(item, evidence, sink, cancellationToken);
        }
        catch (Exception exception) when (Failure.Of(exception, cancellationToken) is Failure failure)
        {
            evidence.Failure = failure;
        }

        if (evidence.Turn.Audio.Length > 0) folder.Write(OutputPath(item), WavWriter.ToBytes(options.OutputFormat, evidence.Turn.Audio.Span));
        return ToResult(item, evidence);
    }

    private async Task SpeakAsync(CrawlCase item, CaseEvidence evidence, IRunSink sink, CancellationToken cancellationToken)
    {
        evidence.Speech = await SynthesizeAsync(item, cancellationToken);
        folder.Write(InputPath(item), WavWriter.ToBytes(options.InputFormat, evidence.Speech.Span));

        using var log = new EventLogFile(folder.PathOf(LogPath(item)), services.Time, options.Target.Key);
        RealtimeSession session = await new ConnectRetry(options.RetryLimit, HashCode(item.Id), services.Time).OpenAsync(
            attempt =>
            {
                evidence.Attempts = attempt;
                var connect = new ConnectOptions(options.Target, options.Model) { ClientRequestId = FormattableString.Invariant($"{runId}/{item.Id}/{attempt}") };
                return RealtimeSession.OpenAsync(connect, options.Limits, services.Time, log, cancellationToken);
            },
            (exception, wait) => sink.Verbose(FormattableString.Invariant($"{item.Id}: {exception.Message} Trying again in {wait.TotalSeconds:0.0} s.")),
            cancellationToken);
        await using (session)
        {
            try
            {
                await session.ConfigureAsync(_session, cancellationToken);
                await session.SpeakAsync(new SpokenAudio(evidence.Speech, options.InputFormat, TimeSpan.FromMilliseconds(options.ChunkMilliseconds), options.RealTime), cancellationToken);
            }
            finally
            {
                evidence.Turn = session.Snapshot();
                evidence.EndOfSpeechAt = session.EndOfSpeechAt;
                evidence.Model = session.Model;
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>> SynthesizeAsync(CrawlCase item, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Limits.Total, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            ReadOnlyMemory<byte> speech = await _speech.GetAsync(new SpeechRequest(options.SpeechModel, options.Voice, item.UserText), either.Token);
            return Silence.PadToMinimum(AudioConverter.Convert(speech, AudioFormat.Pcm24K, options.InputFormat), options.InputFormat, CommitFloor);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException(FormattableString.Invariant($"no speech within {options.Limits.Total.TotalSeconds} s."), exception);
        }
    }

    private CrawlResult ToResult(CrawlCase item, CaseEvidence evidence)
    {
        CollectedTurn turn = evidence.Turn;
        ToolGrade grade = ToolGrader.Grade(item.ExpectedTool, item.ExpectedArguments, turn.ToolCalls, inputs.Tools);
        bool failed = evidence.Failure is not null;
        bool empty = turn.Audio.Length == 0 && turn.Text.Length == 0 && turn.ToolCalls.Count == 0;
        bool graded = !failed && !empty;
        return new CrawlResult
        {
            RunId = runId,
            CaseId = item.Id,
            CaseNumber = item.Number,
            Outcome = failed ? Outcome.Error : empty ? Outcome.Inconclusive : grade.IsRight ? Outcome.Pass : Outcome.Fail,
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
            FailureStage = evidence.Failure?.Stage ?? "",
            ErrorType = evidence.Failure?.Type ?? "",
            ErrorMessage = Redact(evidence.Failure?.Message ?? (empty ? "The response held no audio, no text and no call." : "")),
            LatencyFirstAudioMs = failed ? null : Elapsed(turn.RequestedAt, turn.FirstAudioAt),
            LatencyFirstTextMs = failed ? null : Elapsed(turn.RequestedAt, turn.FirstTextAt),
            LatencyResponseDoneMs = failed ? null : Elapsed(turn.RequestedAt, turn.DoneAt),
            EndOfSpeechToFirstAudioMs = failed ? null : Elapsed(evidence.EndOfSpeechAt, turn.FirstAudioAt),
            Usage = turn.Usage,
            CostUsd = CostOf(turn.Usage),
            SpeechMs = evidence.Speech.Length == 0 ? null : options.InputFormat.DurationOf(evidence.Speech.Length).TotalMilliseconds,
            SpeechSha256 = evidence.Speech.Length == 0 ? "" : FileHash.Of(evidence.Speech.Span),
            ResponseIds = turn.ResponseIds,
            Model = evidence.Model.Length > 0 ? evidence.Model : options.Model,
            Provider = provider,
            Attempts = evidence.Attempts,
            StartedAt = evidence.StartedAt,
            DurationMs = evidence.Elapsed.TotalMilliseconds,
            RunPath = folder.Path,
            EventLogPath = LogPath(item),
            InputAudioPath = evidence.Speech.Length == 0 ? "" : InputPath(item),
            OutputAudioPath = turn.Audio.Length == 0 ? "" : OutputPath(item),
        };
    }

    /// <summary>The sandbox costs nothing, whatever tokens it reports.</summary>
    private decimal? CostOf(TokenUsage usage) =>
        provider == ServiceTarget.SandboxProvider ? 0 : Cost.Of(usage, ModelCatalog.Shipped.Find(options.Model)?.UsdPerMillion);

    private double? Elapsed(long? from, long? to) => from is long start && to is long end ? services.Time.GetElapsedTime(start, end).TotalMilliseconds : null;

    private string Redact(string message) => options.Target.Key?.Redact(message) ?? message;

    /// <summary>The variation of a case's waits comes from the run's seed and its id, so that it does not depend on the order of cases.</summary>
    private int HashCode(string id) => id.Aggregate(options.Seed, static (hash, character) => unchecked(hash * 31 + character));

    private static string LogPath(CrawlCase item) => $"events/{item.Id}.jsonl";

    private static string InputPath(CrawlCase item) => $"audio/{item.Id}/input.wav";

    private static string OutputPath(CrawlCase item) => $"audio/{item.Id}/output.wav";

    /// <summary>What has been gathered about a case while it runs.</summary>
    private sealed class CaseEvidence(TimeProvider time)
    {
        private readonly long _started = time.GetTimestamp();

        public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

        public TimeSpan Elapsed => time.GetElapsedTime(_started);

        public ReadOnlyMemory<byte> Speech { get; set; }

        public CollectedTurn Turn { get; set; } = new();

        public long? EndOfSpeechAt { get; set; }

        public string Model { get; set; } = "";

        public int Attempts { get; set; }

        public Failure? Failure { get; set; }
    }
}
