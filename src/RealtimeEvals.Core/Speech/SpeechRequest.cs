namespace RealtimeEvals.Speech;

/// <summary>A text to synthesize, with model and voice.</summary>
/// <param name="Model">The speech model.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Text">The text to speak.</param>
public sealed record SpeechRequest(string Model, string Voice, string Text)
{
    /// <summary>A request id of our own, which the service logs (header X-Client-Request-Id); it does not change the speech.</summary>
    public string ClientRequestId { get; init; } = "";
}
