using RealtimeEvals.Model;

namespace RealtimeEvals.Speech;

/// <summary>Synthesizes speech from text.</summary>
public interface ISpeechSynthesizer
{
    /// <summary>Synthesizes one text.</summary>
    /// <returns>PCM16, mono, 24 kHz.</returns>
    /// <exception cref="SpeechException">The service returned no speech.</exception>
    Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken);
}

/// <summary>A text to synthesize, with model and voice.</summary>
/// <param name="Model">The speech model.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Text">The text to speak.</param>
public sealed record SpeechRequest(string Model, string Voice, string Text)
{
    /// <summary>A request id of our own, which the service logs (header X-Client-Request-Id); it does not change the speech.</summary>
    public string ClientRequestId { get; init; } = "";

    /// <summary>Takes the tokens of each call that was made for the speech, whether or not the speech could be used.</summary>
    public Action<TokenUsage> Used { get; init; } = static _ => { };
}

/// <summary>Thrown when speech or a transcript could not be made.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class SpeechException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The error code of the service; empty when it sent none.</summary>
    public string Code { get; init; } = "";

    /// <summary>Whether the service reported that it does not have the model.</summary>
    public bool IsModelMissing { get; init; }
}
