namespace RealtimeEvals.Speech;

/// <summary>What to say, and how.</summary>
/// <param name="Model">The speech model.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Text">The words.</param>
public sealed record SpeechRequest(string Model, string Voice, string Text)
{
    /// <summary>
    /// An id of our own that the service keeps beside its request id (header X-Client-Request-Id); it does not change the speech.
    /// </summary>
    public string ClientRequestId { get; init; } = "";
}
