namespace RealtimeEvals.Speech;

/// <summary>No speech could be made.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class SpeechException(string message, Exception? inner = null) : Exception(message, inner);
