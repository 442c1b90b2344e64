namespace RealtimeEvals.Runs;

/// <summary>
/// Where a run comes from: what it read, who answered, and which version of the product and of the data's repository started it. Nothing
/// depends on it when a run is resumed.
/// </summary>
public sealed record RunProvenance
{
    /// <summary>The host of the endpoint, without path and query; empty when no service was used.</summary>
    public string EndpointHost { get; init; } = "";

    /// <summary>
    /// The models as the services named them at the end, by role: agent, caller, judge, speech and transcription. Several are separated by
    /// commas; a role that nobody played is missing.
    /// </summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The hashes of the instructions that the judge was given, each once.</summary>
    public IReadOnlyList<string> JudgePromptSha256 { get; init; } = [];

    /// <summary>The files that the run read, as they were at its first start.</summary>
    public IReadOnlyList<RunInput> Inputs { get; init; } = [];

    /// <summary>Each start of the run, the first one first.</summary>
    public IReadOnlyList<RunStart> Starts { get; init; } = [];
}

/// <summary>A file that a run read.</summary>
/// <param name="Role">What it is for: data, system_prompt, tools, simulation, audio, answers, interviewer_prompt,
/// participant_prompt, or results of another program.</param>
/// <param name="Path">Its path.</param>
/// <param name="Sha256">Its SHA-256 in hex.</param>
public sealed record RunInput(string Role, string Path, string Sha256);

/// <summary>One start of a run.</summary>
/// <param name="StartedAt">When it was.</param>
/// <param name="ProductVersion">The version of the product.</param>
/// <param name="Platform">The runtime and the operating system.</param>
/// <param name="Git">The repository that the data file is in; null when it is in none.</param>
public sealed record RunStart(DateTimeOffset StartedAt, string ProductVersion, string Platform, GitState? Git);

/// <summary>The state of a git repository.</summary>
/// <param name="Commit">The commit that is checked out, in hex; empty before the first one.</param>
/// <param name="Branch">The branch that is checked out; empty when there is none.</param>
/// <param name="IsDirty">Whether files that git knows are not as in the commit; null when git could not be asked.</param>
public sealed record GitState(string Commit, string Branch, bool? IsDirty);
