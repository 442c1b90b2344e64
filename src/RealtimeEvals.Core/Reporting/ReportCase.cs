namespace RealtimeEvals.Reporting;

/// <summary>One entry of a report about a run: a case, a missing case, or a finding about the evidence.</summary>
/// <param name="Name">The id of the case, or the subject of the finding.</param>
/// <param name="Status">The status that build servers show.</param>
/// <param name="Kind">The kind of failure, in one word; empty when the case passed.</param>
/// <param name="Message">The reason in one line; empty only when the case passed.</param>
/// <param name="Seconds">The duration; 0 when not known.</param>
/// <param name="DataPath">The data file of the case; empty when not known.</param>
/// <param name="DataLine">The line of that file on which the case starts, from 1.</param>
internal sealed record ReportCase(
    string Name, ReportStatus Status, string Kind, string Message, double Seconds = 0, string DataPath = "", int DataLine = 1)
{
    /// <summary>The kind of a case without a verdict.</summary>
    public const string Inconclusive = "inconclusive";

    /// <summary>The kind of a planned case without a result.</summary>
    public const string Missing = "missing";

    /// <summary>The kind of a failed trial of a conversation of which other trials passed.</summary>
    public const string Flaky = "flaky";

    /// <summary>Whether it is a finding about the evidence rather than a case.</summary>
    public bool IsFinding { get; init; }
}
