namespace RealtimeEvals.Pages;

/// <summary>The values of the report's template, in the order of the page.</summary>
internal sealed record ReportPage
{
    public required string Title { get; init; }

    public required string Csp { get; init; }

    public required string Style { get; init; }

    public required string Script { get; init; }

    public required string WrittenAt { get; init; }

    public required string Product { get; init; }

    public required VerdictPart Verdict { get; init; }

    public required IReadOnlyList<GatePart> Gates { get; init; }

    public required IReadOnlyList<RunPart> Runs { get; init; }
}

/// <summary>The verdict in one line, and every reason for it.</summary>
internal sealed record VerdictPart(bool Passed, bool Simulated, bool Failed, string Word, string Headline, IReadOnlyList<string> Reasons);

/// <summary>A gate with its rules.</summary>
internal sealed record GatePart(string Name, string Verdict, string Reason, IReadOnlyList<RulePart> Rows);

/// <summary>A rule of a gate.</summary>
internal sealed record RulePart(string Rule, string Verdict, string Value, string N, string Why);

/// <summary>A name and its value as text.</summary>
internal sealed record NamedText(string Name, string Value)
{
    public string Label => Name;
}

/// <summary>A link to a file.</summary>
internal sealed record FileLink(string Label, string Href);
