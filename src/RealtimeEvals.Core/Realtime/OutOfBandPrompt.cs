namespace RealtimeEvals.Realtime;

/// <summary>A prompt that is answered by itself: nothing of it joins the session's conversation.</summary>
/// <param name="Text">What is said to the model.</param>
/// <param name="Instructions">Instructions for this response alone; empty for those of the session.</param>
internal sealed record OutOfBandPrompt(string Text, string Instructions);
