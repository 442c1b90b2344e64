using RealtimeEvals.Audio;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Speech;

/// <summary>Removes secrets from synthesized speech, since a service can send any bytes as audio and they are stored on disk.</summary>
/// <param name="inner">Synthesizes the speech.</param>
/// <param name="redactor">Finds the secrets.</param>
internal sealed class QuietSpeech(ISpeechSynthesizer inner, Redactor redactor) : ISpeechSynthesizer
{
    public async Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> speech = await inner.SynthesizeAsync(request, cancellationToken);
        return redactor.IsNone ? speech : new SilentSecrets(redactor).Silence(speech.Span).ToArray();
    }
}
