using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The result of one row of a refusal smoke set.</summary>
public sealed record RefusalResult : IStoredResult
{
    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The row: row_001 is the first that is not blank.</summary>
    public required string CaseId { get; init; }

    /// <summary>Which trial of the case it is, from 1.</summary>
    public int Trial { get; init; } = 1;

    /// <summary>The place of the row among those that are not blank, from 1.</summary>
    public int CaseNumber { get; init; }

    /// <summary>Number of rows planned in the whole run, which shows when results are missing.</summary>
    public int Planned { get; init; }

    /// <summary>Rows that the set holds, before any limit or selection.</summary>
    public int DataCases { get; init; }

    /// <summary>The verdict: Pass, Fail or Error. An answer that is no label fails; no answer at all is Error.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>The request that was put to the model.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>What should be done with it: Allow or Refuse.</summary>
    public RefusalLabel Expected { get; init; }

    /// <summary>What was done: Allow, Refuse, or Unclear where the answer is no label.</summary>
    public RefusalLabel Label { get; init; }

    /// <summary>The raw answer: a label, or in a voice run what the agent said.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Why the row did not pass; empty when it did.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The stage at which the row failed; empty when it did not.</summary>
    public string FailureStage { get; init; } = "";

    /// <summary>The type of the error; empty when there was none.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>The message of the error; empty when there was none.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The id that the service gave the answer; empty when it gave none.</summary>
    public string ResponseId { get; init; } = "";

    /// <summary>Tokens of the answer, by kind.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>0 for the sandbox and a replay, else null: there are no prices of text models.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>
    /// What was used beside the model that answered: speech, and the judge of a spoken answer, each with Role, Model, Usage and CostUsd.
    /// </summary>
    public ValueList<RoleCost> Spent { get; init; } = ValueList<RoleCost>.Empty;

    /// <summary>
    /// Number of attempts at the row: 1, and one more for each time that its error was tried again; 0 when it was skipped.
    /// </summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The model as the service reported it.</summary>
    public string Model { get; init; } = "";

    /// <summary>Who answered: sandbox, replay, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The protocol that was used.</summary>
    public RefusalBackend Backend { get; init; }

    /// <summary>When the row was started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Duration in milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The path of the smoke set.</summary>
    public string DataPath { get; init; } = "";

    /// <summary>SHA-256 of the smoke set as used, in hex.</summary>
    public string DataSha256 { get; init; } = "";

    /// <summary>The line of the smoke set on which the row starts, from 1; 0 in runs of a version that did not record it.</summary>
    public int DataLine { get; init; }

    /// <summary>In a voice run the event log, absolute; files of the run have it relative to <see cref="RunPath" />; else empty.</summary>
    public string EventLogPath { get; init; } = "";

    CaseKey IStoredResult.GetKey() => new(CaseId, Trial);

    /// <inheritdoc />
    int IStoredResult.GetNumber() => CaseNumber;

    string IStoredResult.GetEvidencePath() => EventLogPath.Length > 0 ? EventLogPath : "journal.jsonl";

    IEnumerable<object> IStoredResult.GetTurns() => [this];

    string IStoredResult.GetErrorType() => ErrorType;

    IStoredResult IStoredResult.Tried(int attempts) => this with { Attempts = attempts };

    long? IStoredResult.GetTokens() => Usage.TotalOf(Outcome) + RoleCost.TokensOf(Spent);

    decimal? IStoredResult.GetSpentUsd() => CostUsd + RoleCost.Sum(Spent);

    IStoredResult IStoredResult.At(string runPath) => this with { RunPath = runPath };

    /// <inheritdoc />
    IStoredResult IStoredResult.In(string runId, int planned) => this with { RunId = runId, Planned = planned };

    IStoredResult IStoredResult.Rooted() => this with { EventLogPath = AbsolutePaths.Under(RunPath, EventLogPath) };

    /// <summary>Returns the row, the outcome and the reason on one line.</summary>
    public override string ToString() => VisibleText.Of(Outcome switch
    {
        Outcome.Error => $"{CaseId}: Error ({FailureStage}) {ErrorMessage}",
        Outcome.Pass => $"{CaseId}: Pass",
        _ => $"{CaseId}: {Outcome}, {Reason}",
    });
}
