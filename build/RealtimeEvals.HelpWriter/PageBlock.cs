namespace RealtimeEvals.HelpWriter;

/// <summary>A paragraph, on one line and without marks; or code, as it is written.</summary>
/// <param name="Text">The text.</param>
/// <param name="Language">The language of code; null for a paragraph.</param>
/// <param name="Link">What the paragraph links to, where it is a link and nothing else; else null.</param>
internal sealed record PageBlock(string Text, string? Language = null, string? Link = null);
