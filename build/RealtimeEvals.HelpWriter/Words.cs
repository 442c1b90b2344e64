namespace RealtimeEvals.HelpWriter;

/// <summary>The words for a parameter or a property.</summary>
/// <param name="Summary">The first paragraph.</param>
/// <param name="Remarks">What the full help adds, a paragraph each.</param>
/// <param name="Usual">The usual value in words; empty where its initialiser says it.</param>
internal sealed record Words(string Summary, IReadOnlyList<string> Remarks, string Usual)
{
    /// <summary>All paragraphs.</summary>
    public IEnumerable<string> Paragraphs => [Summary, .. Remarks];
}
