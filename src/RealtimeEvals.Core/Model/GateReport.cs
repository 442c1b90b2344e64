using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The result of a gate for one run.</summary>
public sealed record GateReport
{
    /// <summary>The id of the run; empty when there was none.</summary>
    public string RunId { get; init; } = "";

    /// <summary>The verdict. Only <see cref="GateVerdict.Passed"/> is a pass.</summary>
    public GateVerdict Verdict { get; init; }

    /// <summary>The first reason for not passing; <see cref="GateReason.None"/> when it passed.</summary>
    public GateReason Reason { get; init; }

    /// <summary>All reasons for not passing, one sentence each, separated by "; "; empty when it passed.</summary>
    public string Message { get; init; } = "";

    /// <summary>The set of the policy that was used; empty for rules given one by one.</summary>
    public string PolicySet { get; init; } = "";

    /// <summary>Number of cases that the run planned.</summary>
    public int Planned { get; init; }

    /// <summary>Number of cases in the data; more than <see cref="Planned"/> when only a part was run, 0 when it is not known.</summary>
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

    /// <summary>The provider that answered; several are separated by "; ".</summary>
    public string Provider { get; init; } = "";

    /// <summary>The start of the oldest case; null when it is not known.</summary>
    public DateTimeOffset? EvidenceAt { get; init; }

    /// <summary>The maximum age of the oldest case, in hours, whenever the report is used for a decision; 0 means 7 days.</summary>
    public double MaximumAgeHours { get; init; }

    /// <summary>When the gate was evaluated.</summary>
    public DateTimeOffset MeasuredAt { get; init; }

    /// <summary>The folder of the run; empty when the results have none.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>SHA-256 of the data file that was run, in hex; several are separated by "; ".</summary>
    public string DataSha256 { get; init; } = "";

    /// <summary>The results of the rules.</summary>
    public ValueList<RuleResult> Rules { get; init; } = ValueList<RuleResult>.Empty;

    /// <summary>The findings about the evidence.</summary>
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
