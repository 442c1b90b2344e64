namespace RealtimeEvals.Speech;

/// <summary>What to say, and how.</summary>
/// <param name="Model">The speech model.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Text">The words.</param>
public sealed record SpeechRequest(string Model, string Voice, string Text);
