namespace RealtimeEvals.Sandbox.Voice;

/// <summary>What the sandbox understood.</summary>
/// <param name="Text">The text, with '~' for each character that was not understood; empty when nothing was heard.</param>
/// <param name="IsClear">Whether the checksums of all frames are correct.</param>
public sealed record Heard(string Text, bool IsClear);
