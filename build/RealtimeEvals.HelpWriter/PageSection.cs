namespace RealtimeEvals.HelpWriter;

/// <summary>A part of a page below its own heading.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Blocks">Paragraphs and code, in their order.</param>
/// <param name="Parts">The parts below smaller headings.</param>
internal sealed record PageSection(string Heading, IReadOnlyList<PageBlock> Blocks, IReadOnlyList<PageSection> Parts)
{
    public static PageSection None { get; } = new("", [], []);

    /// <summary>Its paragraphs.</summary>
    public IEnumerable<string> Paragraphs => Blocks.Where(block => block.Language is null).Select(block => block.Text);
}
