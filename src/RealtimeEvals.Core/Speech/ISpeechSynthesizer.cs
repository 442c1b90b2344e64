namespace RealtimeEvals.Speech;

/// <summary>Makes speech from text.</summary>
public interface ISpeechSynthesizer
{
    /// <summary>Speaks a text.</summary>
    /// <returns>PCM16, mono, 24 kHz.</returns>
    /// <exception cref="SpeechException">No speech came back.</exception>
    Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken);
}
