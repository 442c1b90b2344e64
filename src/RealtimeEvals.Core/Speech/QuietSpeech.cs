using RealtimeEvals.Audio;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Speech;

/// <summary>Removes secrets from synthesized speech, since a service can send any bytes as audio and they are stored on disk.</summary>
/// <param name="open">Opens what synthesizes the speech, when the first is wanted: all of it may be in the cache.</param>
/// <param name="redactor">Finds the secrets.</param>
internal sealed class QuietSpeech(Func<ISpeechSynthesizer> open, Redactor redactor) : ISpeechSynthesizer
{
    private readonly Lazy<ISpeechSynthesizer> _inner = new(open);

    public async Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> speech = await _inner.Value.SynthesizeAsync(request, cancellationToken);
        return redactor.IsNone ? speech : new SilentSecrets(redactor).Silence(speech.Span).ToArray();
    }
}
