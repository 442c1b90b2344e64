namespace RealtimeEvals.Speech;

/// <summary>Synthesizes speech from text.</summary>
public interface ISpeechSynthesizer
{
    /// <summary>Synthesizes one text.</summary>
    /// <returns>PCM16, mono, 24 kHz.</returns>
    /// <exception cref="SpeechException">The service returned no speech.</exception>
    Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken);
}
