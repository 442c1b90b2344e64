namespace RealtimeEvals.Speech;

/// <summary>Thrown when speech or a transcript could not be made.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class SpeechException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the service reported that it does not have the model.</summary>
    public bool IsModelMissing { get; init; }
}
