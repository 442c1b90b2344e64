namespace RealtimeEvals.Realtime;

/// <summary>A prompt that is answered separately: neither the prompt nor the answer becomes part of the session's conversation.</summary>
/// <param name="Text">The message to the model.</param>
/// <param name="Instructions">Instructions for this response only; empty for those of the session.</param>
internal sealed record OutOfBandPrompt(string Text, string Instructions);
