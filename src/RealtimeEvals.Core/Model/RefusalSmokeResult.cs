using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The result of a whole refusal smoke run, with the names of the compatible result file.</summary>
public sealed record RefusalSmokeResult
{
    /// <summary>Whether it was a dry run, in which nothing was asked.</summary>
    public bool DryRun { get; init; }

    /// <summary>When the run ended, in UTC.</summary>
    public DateTimeOffset TimestampUtc { get; init; }

    /// <summary>The smoke set as it was given.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>Number of lines in the smoke set, including blank ones.</summary>
    public int DatasetLines { get; init; }

    /// <summary>SHA-256 of the smoke set, in lower-case hex.</summary>
    public string DatasetSha256 { get; init; } = "";

    /// <summary>The model as requested.</summary>
    public string Model { get; init; } = "";

    /// <summary>The service's id of the uploaded set; a placeholder when nothing is uploaded.</summary>
    public string FileId { get; init; } = "";

    /// <summary>The service's id of the evaluation; a placeholder where there is none.</summary>
    public string EvalId { get; init; } = "";

    /// <summary>The service's id of a hosted run; else the name of the run.</summary>
    public string RunId { get; init; } = "";

    /// <summary>The address at which the service shows the run; null when there is none.</summary>
    public string? ReportUrl { get; init; }

    /// <summary>How the run ended; completed is the good end.</summary>
    public string Status { get; init; } = "";

    /// <summary>How many rows had which outcome: Total, Passed, Failed, Errored and FailRate.</summary>
    public RefusalCounts ResultCounts { get; init; } = new(0, 0, 0, 0);

    /// <summary>Failed over total; 1 when there are no rows.</summary>
    public double FailRate { get; init; } = 1;

    /// <summary>The name of the gate.</summary>
    public string GateKey { get; init; } = "";

    /// <summary>Whether the gate passes.</summary>
    public bool GatePass { get; init; }

    /// <summary>Who answered: sandbox, replay, dry-run, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The protocol that was used.</summary>
    public RefusalBackend Backend { get; init; }

    /// <summary>Whether the requests were spoken.</summary>
    public bool Voice { get; init; }

    /// <summary>The reasons why the gate does not pass, one sentence each; empty when it does.</summary>
    public ValueList<string> GateReasons { get; init; } = ValueList<string>.Empty;

    /// <summary>The folder of the run; empty for a dry run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The path of the result file; empty until it is written.</summary>
    public string ResultPath { get; init; } = "";

    /// <summary>SHA-256 of the result file as it was written or read; empty until then.</summary>
    public string ResultSha256 { get; init; } = "";

    /// <summary>The rows; empty for a dry run, or when the result was read from a file.</summary>
    public ValueList<RefusalResult> Rows { get; init; } = ValueList<RefusalResult>.Empty;

    /// <summary>Returns the gate, its value and the reasons on one line.</summary>
    public override string ToString()
    {
        string verdict = GatePass ? "true" : "false";
        string why = GateReasons.Count > 0 ? $" ({string.Join(" ", GateReasons)})" : "";
        return VisibleText.Of(FormattableString.Invariant($"{GateKey}: {verdict}, {ResultCounts}, {Status}{why}"));
    }
}
