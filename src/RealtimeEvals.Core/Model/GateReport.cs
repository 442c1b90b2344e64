using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The result of a gate for one run.</summary>
public sealed record GateReport
{
    /// <summary>The id of the run; empty when there was none.</summary>
    public string RunId { get; init; } = "";

    /// <summary>The verdict: NotEvaluated, Passed or Failed. Only Passed lets anything through.</summary>
    public GateVerdict Verdict { get; init; }

    /// <summary>The first reason for not passing; None when it passed.</summary>
    public GateReason Reason { get; init; }

    /// <summary>Every reason for not passing, separated by a semicolon; empty when it passed.</summary>
    public string Message { get; init; } = "";

    /// <summary>The set of the policy that was used; empty for rules given one by one.</summary>
    public string PolicySet { get; init; } = "";

    /// <summary>Cases that were planned.</summary>
    public int Planned { get; init; }

    /// <summary>Cases that the data held; more than were planned where a part of it was run, 0 when nothing says how many.</summary>
    public int DataCases { get; init; }

    /// <summary>Number of cases that passed.</summary>
    public int Passed { get; init; }

    /// <summary>Number of cases that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Number of cases that ended in Error.</summary>
    public int Errored { get; init; }

    /// <summary>Number of cases without a verdict.</summary>
    public int Inconclusive { get; init; }

    /// <summary>Number of cases that were skipped on purpose.</summary>
    public int Skipped { get; init; }

    /// <summary>Who answered; several are separated by a semicolon.</summary>
    public string Provider { get; init; } = "";

    /// <summary>When the oldest case was started; null when some case does not say.</summary>
    public DateTimeOffset? EvidenceAt { get; init; }

    /// <summary>The maximum age of the oldest case, in hours, whenever the report is used for a decision; 0 means 7 days.</summary>
    public double MaximumAgeHours { get; init; }

    /// <summary>When the gate was evaluated.</summary>
    public DateTimeOffset MeasuredAt { get; init; }

    /// <summary>The folder of the run; empty when the results have none.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>SHA-256 of the data file that was run, in hex; several are separated by a semicolon.</summary>
    public string DataSha256 { get; init; } = "";

    /// <summary>The rules, each with Rule, Verdict, Value, Operator, Bound, Count, Reason and Message.</summary>
    public ValueList<RuleResult> Rules { get; init; } = ValueList<RuleResult>.Empty;

    /// <summary>What is wrong with the evidence, each with Reason and Message.</summary>
    public ValueList<GateFinding> Findings { get; init; } = ValueList<GateFinding>.Empty;

    /// <summary>Says which part of the data was run; empty when all of it was.</summary>
    internal string Part => DataCases > Planned ? FormattableString.Invariant($"{Planned} of {DataCases} cases of the data") : "";

    /// <summary>Returns the run, the verdict, the reasons and the part of the data on one line.</summary>
    public override string ToString()
    {
        string run = RunId.Length > 0 ? RunId : "(no run)";
        string why = Message.Length > 0 ? $", {Message}" : Part.Length > 0 ? $", {Part}" : "";
        return VisibleText.Of($"{run}: {Verdict}{why}");
    }
}

/// <summary>A finding about the evidence that keeps a gate from passing, whatever its rules say.</summary>
/// <param name="Reason">The category of the finding.</param>
/// <param name="Message">What was found, and where.</param>
public sealed record GateFinding(GateReason Reason, string Message)
{
    /// <summary>Returns the reason and the message on one line.</summary>
    public override string ToString() => VisibleText.Of($"{Reason}: {Message}");
}

/// <summary>The verdict of a gate or one of its rules. The zero value is never a pass.</summary>
public enum GateVerdict
{
    /// <summary>The evidence does not allow a verdict.</summary>
    NotEvaluated = 0,

    /// <summary>The evidence is complete and every rule holds.</summary>
    Passed,

    /// <summary>The evidence is complete and at least one rule does not hold.</summary>
    Failed,
}
