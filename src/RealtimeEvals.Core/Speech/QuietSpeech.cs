using RealtimeEvals.Audio;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Speech;

/// <summary>Speech without secrets: a service can send any bytes for sound, and they are kept on disk.</summary>
/// <param name="inner">Makes the speech.</param>
/// <param name="redactor">Knows the secrets.</param>
internal sealed class QuietSpeech(ISpeechSynthesizer inner, Redactor redactor) : ISpeechSynthesizer
{
    public async Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> speech = await inner.SynthesizeAsync(request, cancellationToken);
        return redactor.IsNone ? speech : new SilentSecrets(redactor).Silence(speech.Span).ToArray();
    }
}
