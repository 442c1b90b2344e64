namespace RealtimeEvals.Pages;

/// <summary>The values of the details of one case.</summary>
internal sealed record CasePart
{
    public required string Key { get; init; }

    public required string Id { get; init; }

    public required string Outcome { get; init; }

    public required string Tone { get; init; }

    /// <summary>Whether sounds are links, for pages with a player of their own.</summary>
    public bool LinksSound { get; init; }

    public string CallerName { get; init; } = "Caller";

    public string AgentName { get; init; } = "Agent";

    public string Rationale { get; init; } = "";

    public string Failure { get; init; } = "";

    public string Expected { get; init; } = "";

    public string Actual { get; init; } = "";

    public IReadOnlyList<NamedText> Facts { get; init; } = [];

    public TimelinePart? Timeline { get; init; }

    public IReadOnlyList<TurnPart> Turns { get; init; } = [];

    public IReadOnlyList<GradePart> Grades { get; init; } = [];

    public IReadOnlyList<EventPart> Events { get; init; } = [];

    public string EventsNote { get; init; } = "";

    public IReadOnlyList<FileLink> Files { get; init; } = [];

    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>A turn of a conversation.</summary>
internal sealed record TurnPart
{
    public required int Index { get; init; }

    /// <summary>What it is called: of an interview by its lines, which are the turns that tests count.</summary>
    public string Title { get; init; } = "";

    public double? Start { get; init; }

    public string Caller { get; init; } = "";

    public string Agent { get; init; } = "";

    public string Times { get; init; } = "";

    public string Failure { get; init; } = "";

    public IReadOnlyList<AudioPart> Audio { get; init; } = [];

    public IReadOnlyList<CallPart> Calls { get; init; } = [];

    public IReadOnlyList<GradePart> Grades { get; init; } = [];
}

/// <summary>The sound of one side of a turn.</summary>
internal sealed record AudioPart(string Side, string Src, string Label, double Seconds);

/// <summary>A tool call with what was expected and what the mock gave.</summary>
internal sealed record CallPart(
    string Name, string Arguments, string Expected, bool? IsRight, string Output, bool IsError, string Source);

/// <summary>What a grader said.</summary>
internal sealed record GradePart(
    string Grader,
    string Kind,
    string Question,
    string Grade,
    string Status,
    string Tone,
    string Rationale,
    string Agreement,
    string Model);

/// <summary>An event, or several alike in a row.</summary>
internal sealed record EventPart(int Index, string Time, int Turn, string Source, string Type, int Count, string Payload)
{
    /// <summary>Where the payload can be had; empty where it is in the page.</summary>
    public string Raw { get; init; } = "";
}

/// <summary>Both sides on one time axis.</summary>
internal sealed record TimelinePart(
    double Seconds,
    int Width,
    IReadOnlyList<ClipPart> Clips,
    IReadOnlyList<MarkPart> Marks,
    IReadOnlyList<TickPart> Ticks,
    string Note);

/// <summary>A piece of sound on the time axis; the times are in seconds.</summary>
internal sealed record ClipPart(int Turn, string Side, string Src, double Start, double Seconds, string Path);

/// <summary>A moment on the time axis.</summary>
internal sealed record MarkPart(double At, double X, string Kind, string Label);

/// <summary>A number of the time axis.</summary>
internal sealed record TickPart(double X, string Label);
