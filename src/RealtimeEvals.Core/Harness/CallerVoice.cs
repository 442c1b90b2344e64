using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>
/// Speaks the caller's lines, from the cache or from the source. If the user chose neither source nor model and the model is missing, a
/// realtime session takes over for the remaining lines.
/// </summary>
internal sealed class CallerVoice(
    CallerSpeech how, EvalServices services, ServiceTarget target, TurnLimits limits, RetryTerms terms, IRunSink sink)
{
    private readonly Lock _changing = new();
    private volatile Source _source = Open(how, services, target, limits, terms, sink);

    /// <summary>The current speech settings; they change when a realtime session takes over.</summary>
    public CallerSpeech How => _source.How;

    /// <summary>Returns the speech for a line: PCM16, mono, 24 kHz.</summary>
    /// <param name="text">The line.</param>
    /// <param name="voice">The voice.</param>
    /// <param name="clientRequestId">A request id of our own, which the service logs.</param>
    /// <param name="limit">The longest wait.</param>
    /// <param name="spending">Takes what the speech cost, if anybody asks; speech from the cache costs nothing.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="SpeechException">No speech came back, or it was empty.</exception>
    public async Task<ReadOnlyMemory<byte>> SayAsync(
        string text, string voice, string clientRequestId, TimeSpan limit, CaseSpending? spending, CancellationToken cancellationToken)
    {
        Source source = _source;
        var request = new SpeechRequest(source.How.EffectiveModel, voice, text)
        {
            ClientRequestId = clientRequestId,
            Used = usage => spending?.Add(RoleCost.Speech, source.How.EffectiveModel, usage),
        };
        try
        {
            return await source.Speech.GetAsync(request, limit, cancellationToken);
        }
        catch (SpeechException exception) when (exception.IsModelMissing && source.How.MayChange)
        {
            Change(source);
        }

        return await SayAsync(text, voice, clientRequestId, limit, spending, cancellationToken);
    }

    private void Change(Source from)
    {
        lock (_changing)
        {
            if (_source != from) return;
            CallerSpeech instead = from.How with { Source = SpeechSource.Realtime, MayChange = false };
            _source = Open(instead, services, target, limits, terms, sink);
            sink.Warning(
                $"The speech endpoint does not have the model {from.How.EffectiveModel}; "
                + $"a realtime session with {instead.EffectiveModel} reads the caller's lines from here on.");
        }
    }

    private static Source Open(
        CallerSpeech how, EvalServices services, ServiceTarget target, TurnLimits limits, RetryTerms terms, IRunSink sink) =>
        new(how, how.Open(services, target, limits, terms, sink));

    private sealed record Source(CallerSpeech How, CachedSpeech Speech);
}
