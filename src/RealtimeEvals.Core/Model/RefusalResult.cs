using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What became of one row of a refusal smoke set.</summary>
public sealed record RefusalResult : IStoredResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The row: row_001 is the first that is not blank.</summary>
    public required string CaseId { get; init; }

    /// <summary>The place of the row among those that are not blank, from 1.</summary>
    public int CaseNumber { get; init; }

    /// <summary>Rows of the whole run, so that one that is missing among its results is missed.</summary>
    public int Planned { get; init; }

    /// <summary>Rows that the set holds, before any limit or selection.</summary>
    public int DataCases { get; init; }

    /// <summary>The verdict: Pass, Fail or Error. An answer that is no label fails; no answer at all is Error.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>The request.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>What should be done with it: Allow or Refuse.</summary>
    public RefusalLabel Expected { get; init; }

    /// <summary>What was done: Allow, Refuse, or Unclear where the answer is no label.</summary>
    public RefusalLabel Label { get; init; }

    /// <summary>The answer as it came: a label, or in a voice run what the agent said.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Why the row did not pass; empty when it did.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where the row failed; empty when it did not.</summary>
    public string FailureStage { get; init; } = "";

    /// <summary>The type of the failure.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>What happened.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The id that the service gave the answer; empty when it gave none.</summary>
    public string ResponseId { get; init; } = "";

    /// <summary>Tokens of the answer, by kind.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>0 for the sandbox and a replay, else null: there are no prices of text models.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The model as the service named it.</summary>
    public string Model { get; init; } = "";

    /// <summary>Who answered: sandbox, replay, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>By which protocol.</summary>
    public RefusalBackend Backend { get; init; }

    /// <summary>When the row was started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took in milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The smoke set.</summary>
    public string DataPath { get; init; } = "";

    /// <summary>SHA-256 of the smoke set as it was run, in hex.</summary>
    public string DataSha256 { get; init; } = "";

    /// <summary>The line of that file on which the case starts, from 1; 0 for a run of a version that did not note it.</summary>
    public int DataLine { get; init; }

    /// <summary>In a voice run the event log, absolute; files of the run have it relative to <see cref="RunPath" />; else empty.</summary>
    public string EventLogPath { get; init; } = "";

    string IStoredResult.GetCaseId() => CaseId;

    string IStoredResult.GetEvidencePath() => EventLogPath.Length > 0 ? EventLogPath : "journal.jsonl";

    IEnumerable<double?> IStoredResult.GetLatencies() => [];

    IStoredResult IStoredResult.At(string runPath) => this with { RunPath = runPath };

    IStoredResult IStoredResult.Rooted() => this with { EventLogPath = AbsolutePaths.Under(RunPath, EventLogPath) };

    /// <summary>One line: row, outcome and why.</summary>
    public override string ToString() => VisibleText.Of(Outcome switch
    {
        Outcome.Error => $"{CaseId}: Error ({FailureStage}) {ErrorMessage}",
        Outcome.Pass => $"{CaseId}: Pass",
        _ => $"{CaseId}: {Outcome}, {Reason}",
    });
}
