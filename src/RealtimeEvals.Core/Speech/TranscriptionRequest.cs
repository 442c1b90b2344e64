namespace RealtimeEvals.Speech;

/// <summary>A recording that is to be written down.</summary>
/// <param name="Model">The transcription model.</param>
/// <param name="Wav">The recording as a WAV file.</param>
public sealed record TranscriptionRequest(string Model, ReadOnlyMemory<byte> Wav)
{
    /// <summary>An id of our own that the service keeps beside its request id (header X-Client-Request-Id).</summary>
    public string ClientRequestId { get; init; } = "";
}
