namespace RealtimeEvals.Speech;

/// <summary>No speech could be made.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class SpeechException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the service said that it does not have the model.</summary>
    public bool IsModelMissing { get; init; }
}
