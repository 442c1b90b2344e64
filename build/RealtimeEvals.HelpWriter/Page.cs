namespace RealtimeEvals.HelpWriter;

/// <summary>What the page of a cmdlet says.</summary>
internal sealed record Page
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    public required string Name { get; init; }

    /// <summary>The sections by their headings, in the order of the page.</summary>
    public required IReadOnlyDictionary<string, PageSection> Sections { get; init; }

    public PageSection this[string heading] => Sections.GetValueOrDefault(heading) ?? PageSection.None;
}
