namespace RealtimeEvals.Speech;

/// <summary>Transcribes recordings.</summary>
public interface ITranscriber
{
    /// <summary>Transcribes one recording; transient failures are retried.</summary>
    /// <returns>The transcript; empty when none were understood.</returns>
    /// <exception cref="SpeechException">The service returned no transcript.</exception>
    Task<string> TranscribeAsync(TranscriptionRequest request, CancellationToken cancellationToken);
}
