namespace RealtimeEvals.Reporting;

/// <summary>One line of a report about a run: a case, one that is missing, or something that is wrong with the evidence.</summary>
/// <param name="Name">The case, or what is wrong.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Kind">How it did not pass, in one word; empty when it passed.</param>
/// <param name="Message">Why, in one line that is never empty; empty only when it passed.</param>
/// <param name="Seconds">How long it took; 0 when nothing says so.</param>
/// <param name="DataPath">The data file of the case; empty when nothing names it.</param>
/// <param name="DataLine">The line of that file on which the case starts, from 1.</param>
internal sealed record ReportCase(
    string Name, ReportStatus Status, string Kind, string Message, double Seconds = 0, string DataPath = "", int DataLine = 1)
{
    /// <summary>The kind of a case without a verdict.</summary>
    public const string Inconclusive = "inconclusive";

    /// <summary>The kind of a planned case without a result.</summary>
    public const string Missing = "missing";

    /// <summary>The kind of a failing trial of a conversation of which other trials passed.</summary>
    public const string Flaky = "flaky";

    /// <summary>Whether it is a finding about the evidence and no case.</summary>
    public bool IsFinding { get; init; }
}
