using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>The clean speech of a case at 8 kHz: from its recording, or synthesized.</summary>
internal sealed class CleanSpeech(
    EvalServices services, WalkAudioOptions options, IReadOnlyDictionary<string, Recording> recordings, IRunSink sink)
{
    public const int SampleRate = 8_000;

    private readonly Lazy<CallerVoice> _speech = new(() => new CallerVoice(
        options.CallerSpeech,
        services,
        options.Target.Value,
        options.Limits,
        new RetryTerms(options.RetryLimit, options.Limits.Total, options.Seed),
        sink));

    /// <summary>The source that was actually used.</summary>
    public SpeechSource Source => _speech.IsValueCreated ? _speech.Value.How.Source : options.SpeechSource;

    /// <exception cref="SpeechException">No speech could be made.</exception>
    public async Task<short[]> GetAsync(SingleTurnCase item, CancellationToken cancellationToken)
    {
        if (item.AudioPath.Length > 0) return recordings[item.AudioPath].Samples;
        ReadOnlyMemory<byte> speech = await _speech.Value.SayAsync(
            item.UserText, options.Voice, $"speech/{item.Id}", options.Limits.Total, spending: null, cancellationToken);
        return Resampler.Convert(PcmSamples.Decode(speech.Span, AudioEncoding.Pcm16), AudioFormat.Pcm24K.SampleRate, SampleRate);
    }
}
