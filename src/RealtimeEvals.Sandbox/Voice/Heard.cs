namespace RealtimeEvals.Sandbox.Voice;

/// <summary>What the sandbox understood.</summary>
/// <param name="Text">The words; a character that was not understood is '~'. Empty when nothing was.</param>
/// <param name="IsClear">Whether the checksum of every part agreed.</param>
public sealed record Heard(string Text, bool IsClear);
