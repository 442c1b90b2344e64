namespace RealtimeEvals.Comparing;

/// <summary>
/// The names in a baseline file. Its lines are JSON objects: the version with the SHA-256 of all other lines, then the run, then a line for
/// each setting, then one for each trial, sorted, so that a difference of two baselines shows what changed and nothing else.
/// </summary>
internal static class BaselineFormat
{
    /// <summary>The version of the format, in the first line.</summary>
    public const int Version = 1;

    /// <summary>The key of the version, by which the first line is known.</summary>
    public const string VersionKey = "baseline_version";

    /// <summary>The key of the SHA-256 of all lines but the first, each with one line feed at its end.</summary>
    public const string Sha256 = "sha256";

    /// <summary>The key of the id of the run, by which the second line is known.</summary>
    public const string RunId = "run_id";

    /// <summary>The key of the harness.</summary>
    public const string Harness = "harness";

    /// <summary>The key of the provider.</summary>
    public const string Provider = "provider";

    /// <summary>The key of the start of the run.</summary>
    public const string StartedAt = "started_at";

    /// <summary>The key of the number of trials.</summary>
    public const string Trials = "trials";

    /// <summary>The key of the name of a setting.</summary>
    public const string Setting = "setting";

    /// <summary>The key of its value.</summary>
    public const string Value = "value";

    /// <summary>The key of the case of a trial.</summary>
    public const string CaseId = "case_id";

    /// <summary>The key of its number.</summary>
    public const string Trial = "trial";

    /// <summary>The key of its outcome: pass or fail.</summary>
    public const string Outcome = "outcome";

    /// <summary>The key of its tags.</summary>
    public const string Tags = "tags";

    /// <summary>The key of the tool that was expected.</summary>
    public const string Tool = "tool";

    /// <summary>The key of its condition.</summary>
    public const string Condition = "condition";

    /// <summary>The key of the hash of what the case asks.</summary>
    public const string Content = "content";

    /// <summary>
    /// The key of its figures: a number, several of them, none where there was nothing to measure, and null where a value is missing.
    /// </summary>
    public const string Figures = "figures";
}
