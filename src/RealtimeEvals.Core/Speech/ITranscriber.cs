namespace RealtimeEvals.Speech;

/// <summary>Transcribes recordings.</summary>
public interface ITranscriber
{
    /// <summary>Transcribes one recording; transient failures are retried.</summary>
    /// <returns>The transcript; empty when none were understood.</returns>
    /// <exception cref="SpeechException">The service returned no transcript.</exception>
    Task<string> TranscribeAsync(TranscriptionRequest request, CancellationToken cancellationToken);
}

/// <summary>A recording to transcribe.</summary>
/// <param name="Model">The transcription model.</param>
/// <param name="Wav">The recording as a WAV file.</param>
public sealed record TranscriptionRequest(string Model, ReadOnlyMemory<byte> Wav)
{
    /// <summary>A request id of our own, which the service logs with its own (header X-Client-Request-Id).</summary>
    public string ClientRequestId { get; init; } = "";
}
