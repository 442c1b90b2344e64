namespace RealtimeEvals.Pages;

/// <summary>The values of one run in the report.</summary>
internal sealed record RunPart
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    public string Harness { get; init; } = "";

    public string State { get; init; } = "";

    public string Provider { get; init; } = "";

    public string Model { get; init; } = "";

    public string StartedAt { get; init; } = "";

    public string Duration { get; init; } = "";

    public string Folder { get; init; } = "";

    public IReadOnlyList<string> Findings { get; init; } = [];

    public IReadOnlyList<CardPart> Cards { get; init; } = [];

    public IReadOnlyList<FailurePart> Failures { get; init; } = [];

    public int FailuresMore { get; init; }

    public IReadOnlyList<PlotPart> Plots { get; init; } = [];

    public string PlotsNote { get; init; } = "";

    public bool HasTags => Tags.Count > 0;

    public bool HasCondition => Conditions.Count > 0;

    public bool HasTrial => Rows.Any(row => row.Trial is not ("" or "1"));

    public bool HasTool => Tools.Count > 0;

    public bool HasFiles => Rows.Any(row => row.Files.Count > 0);

    public bool HasLatency => Rows.Any(row => row.Latency.Length > 0);

    public IReadOnlyList<OutcomePart> Outcomes { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Conditions { get; init; } = [];

    public IReadOnlyList<string> Tools { get; init; } = [];

    public IReadOnlyList<RowPart> Rows { get; init; } = [];

    public IReadOnlyList<PackPart> Packs { get; init; } = [];

    public IReadOnlyList<InlineCase> Cases { get; init; } = [];

    public string DetailsNote { get; init; } = "";

    public IReadOnlyList<NamedText> Settings { get; init; } = [];

    public IReadOnlyList<NamedText> Hashes { get; init; } = [];

    public IReadOnlyList<NamedText> Versions { get; init; } = [];
}

/// <summary>A figure of the run.</summary>
internal sealed record CardPart(string Label, string Value, string Detail, string Tone);

/// <summary>A case that did not pass.</summary>
internal sealed record FailurePart(
    string Id, string Href, string Outcome, string Tone, string Kind, string Why, string Expected, string Actual);

/// <summary>A picture as SVG.</summary>
internal sealed record PlotPart(string Name, string Title, string Svg);

/// <summary>How many cases ended so.</summary>
internal sealed record OutcomePart(string Name, string Tone, int Count);

/// <summary>A row of the table of cases.</summary>
internal sealed record RowPart
{
    public required string Key { get; init; }

    public required string Id { get; init; }

    public required string Outcome { get; init; }

    public required string Tone { get; init; }

    public int Rank { get; init; }

    public string Tags { get; init; } = "";

    public string Condition { get; init; } = "";

    public string Trial { get; init; } = "";

    public string Tool { get; init; } = "";

    public string Latency { get; init; } = "";

    public string LatencyText { get; init; } = "";

    public string Why { get; init; } = "";

    public string Pack { get; init; } = "";

    public bool Inline { get; init; }

    public string Href { get; init; } = "";

    public IReadOnlyList<FileLink> Files { get; init; } = [];

    /// <summary>About how many characters the row takes in the page.</summary>
    internal int Length => 440 + 2 * (Id.Length + Tags.Length + Condition.Length + Tool.Length) + Why.Length;
}

/// <summary>The details of several cases, deflated.</summary>
internal sealed record PackPart(string Id, string Data);

/// <summary>The details of a case that stand in the page.</summary>
internal sealed record InlineCase(string Key, string Id, string Outcome, string Tone, string Html);
