using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.TextModels;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>Speaks each request to a realtime agent, and has a text model classify what the agent did.</summary>
internal sealed class SpokenRows(
    EvalServices services,
    RefusalOptions options,
    SessionRequest session,
    AskedRows classifier,
    RunFolder folder,
    IRunSink sink) : IRowSource
{
    private readonly CallerVoice _speech = new(
        options.CallerSpeech, services, options.Target, options.Limits, options.RetryTerms(options.Limits.Total), sink);

    /// <summary>The current settings of the caller's speech.</summary>
    public CallerSpeech Speech => _speech.How;

    public HostedRun? Hosted => null;

    /// <summary>Returns the event log of a row, relative to the folder of the run.</summary>
    /// <param name="name">The name of the trial.</param>
    /// <param name="attempt">The attempt at it, from 1.</param>
    public static string LogOf(string name, int attempt) => $"{EvidencePath.Of("events", name, attempt)}.jsonl";

    /// <summary>Probes the text model only; the agent has been probed by then.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) => classifier.ProbeAsync(cancellationToken);

    public async Task<RowAnswer> AnswerAsync(RowRequest request, CancellationToken cancellationToken)
    {
        (RefusalCase row, string name, int attempt, string clientRequestId) = request;
        var spending = new CaseSpending(options.Target.Provider);
        ReadOnlyMemory<byte> speech = await _speech.SayAsync(
            row.Prompt, options.Voice, $"speech/{name}", options.Limits.Total, spending, cancellationToken);
        string log = LogOf(name, attempt);
        using var heard = new AudioRecording(
            services.WavFiles, folder.PathOf($"{EvidencePath.Of("audio", name, attempt)}/output.wav"), AudioFormat.Pcm24K,
                options.Target.Redactor);
        long opened = services.Time.GetTimestamp();
        CollectedTurn turn = await SpeakAsync(name, speech, heard, clientRequestId, log, cancellationToken);
        await SlowWork.RunAsync(heard.Complete);
        TimeSpan length = services.Time.GetElapsedTime(opened);
        if (!turn.HeardAllInput) throw new TextModelException("the service did not hear the request to the end.");
        if (!turn.HasWords) return new RowAnswer("") { EventLogPath = log, Usage = turn.Usage, Session = length, Spent = spending.All };
        TextAnswer told = await classifier.AskAsync($"Caller: {row.Prompt}\nAssistant: {turn.Text}", clientRequestId, cancellationToken);
        spending.Add(RoleCost.Judge, told.Model.Length > 0 ? told.Model : options.Model, told.Usage);
        return new RowAnswer(told.Text)
        {
            Said = turn.Text,
            Refusal = told.Refusal,
            IsSandbox = told.IsSandbox,
            ResponseId = told.ResponseId,
            Usage = turn.Usage,
            Session = length,
            Spent = spending.All,
            EventLogPath = log,
        };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<CollectedTurn> SpeakAsync(
        string name, ReadOnlyMemory<byte> speech, AudioRecording heard, string clientRequestId, string log,
        CancellationToken cancellationToken)
    {
        using var events = new EventLogFile(folder.PathOf(log), services.Time, options.Target);
        try
        {
            var opening = new SessionOpening(session.Model, session.Configuration, options.SeedOf(name))
            {
                ClientRequestId = _ => clientRequestId,
                Log = () => events.Open(),
                OnRetry = RetryNotice.Of(sink, name),
            };
            await using RealtimeSession agent = await options.SessionsBy(services.Time).OpenAsync(opening, cancellationToken);
            agent.Sink = heard;
            ReadOnlyMemory<byte> padded = Silence.PadToMinimum(speech, AudioFormat.Pcm24K, options.Target.Dialect.CommitFloor);
            var chunk = TimeSpan.FromMilliseconds(options.ChunkMilliseconds);
            await agent.SpeakAsync(new SpokenAudio(padded, AudioFormat.Pcm24K, chunk, options.RealTime), cancellationToken);
            return agent.Snapshot();
        }
        finally
        {
            await SlowWork.RunAsync(events.Complete);
        }
    }
}
