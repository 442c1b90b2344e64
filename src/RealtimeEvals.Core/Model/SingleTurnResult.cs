using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>
/// The result of one case with a single turn. Times are in milliseconds; tokens and cost are as the service reported them; null means not
/// known.
/// </summary>
public abstract record SingleTurnResult : IStoredResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The case, example_id of the data file.</summary>
    public required string CaseId { get; init; }

    /// <summary>Which trial of the case it is, from 1.</summary>
    public int Trial { get; init; } = 1;

    /// <summary>The place of the case in the data, from 1.</summary>
    public int CaseNumber { get; init; }

    /// <summary>Cases of the whole run, so that one that is missing among its results is missed.</summary>
    public int Planned { get; init; }

    /// <summary>Number of cases in the data before any limit or selection.</summary>
    public int DataCases { get; init; }

    /// <summary>The tags of the case.</summary>
    public ValueList<string> Tags { get; init; } = ValueList<string>.Empty;

    /// <summary>
    /// The verdict: Inconclusive, Pass, Fail, Error or Skipped. A failure of the infrastructure is Error, never a bad grade.
    /// </summary>
    public Outcome Outcome { get; init; }

    /// <summary>1 when both tool grades are 1, else 0.</summary>
    public int Grade { get; init; }

    /// <summary>1 when the names of the called tools are the expected ones, else 0.</summary>
    public int ToolCallCorrectness { get; init; }

    /// <summary>1 when a call of the expected tool has the expected arguments, otherwise 0.</summary>
    public int ToolCallArgumentCorrectness { get; init; }

    /// <summary>What the caller says.</summary>
    public string UserText { get; init; } = "";

    /// <summary>What the agent said or wrote.</summary>
    public string AssistantText { get; init; } = "";

    /// <summary>The tool that should be called; empty for none.</summary>
    public string ExpectedToolCall { get; init; } = "";

    /// <summary>The expected arguments as JSON; empty for none.</summary>
    public string ExpectedArguments { get; init; } = "";

    /// <summary>The call that was graded; empty for none.</summary>
    public string PredictedToolCall { get; init; } = "";

    /// <summary>The arguments of the graded call as JSON.</summary>
    public string PredictedArguments { get; init; } = "";

    /// <summary>All calls of the turn, each with Name, RawArguments and CallId.</summary>
    public ValueList<ToolCall> ToolCalls { get; init; } = ValueList<ToolCall>.Empty;

    /// <summary>Number of calls of the expected tool beyond the first.</summary>
    public int RepeatedToolCalls { get; init; }

    /// <summary>
    /// Where the case failed; empty when it did not. One of connection, handshake, speech, response_error, response_status,
    /// response_timeout, response_missing_done, response_protocol and example_execution.
    /// </summary>
    public string FailureStage { get; init; } = "";

    /// <summary>The type of the failure, or the error code of the service.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>The message of the error; empty when there was none.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>
    /// From just before the request for a response to its first audio. With turn detection it counts from the moment at which the service
    /// said that speech had ended, as do the next two.
    /// </summary>
    public double? LatencyFirstAudioMs { get; init; }

    /// <summary>From just before the request for a response to its first text or transcript.</summary>
    public double? LatencyFirstTextMs { get; init; }

    /// <summary>From just before the request for a response to its end.</summary>
    public double? LatencyResponseDoneMs { get; init; }

    /// <summary>From the last audible sample of the caller to the first audio of the agent.</summary>
    public double? EndOfSpeechToFirstAudioMs { get; init; }

    /// <summary>
    /// By how much the latencies may be wrong because this machine was busy: the longest delay of its own around the time stamps. Zero when
    /// it did everything in time; null when nothing was measured.
    /// </summary>
    public double? LatencyUncertaintyMs { get; init; }

    /// <summary>Tokens of all responses of the case, by kind.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>All input tokens.</summary>
    public int? InputTokens => Usage.InputTokens;

    /// <summary>Input tokens that were billed as cached.</summary>
    public int? CachedTokens => Usage.CachedTokens;

    /// <summary>All output tokens.</summary>
    public int? OutputTokens => Usage.OutputTokens;

    /// <summary>
    /// Cost of the responses in US dollars by data/models.json; null when the model has no price there, 0 on the sandbox.
    /// </summary>
    public decimal? CostUsd { get; init; }

    /// <summary>What was used beside agent and caller: speech, judge and transcription, each with Role, Model, Usage and CostUsd.</summary>
    public ValueList<RoleCost> Spent { get; init; } = ValueList<RoleCost>.Empty;

    /// <summary>Length of the caller's audio.</summary>
    public double? SpeechMs { get; init; }

    /// <summary>SHA-256 of the samples that were sent, in hex.</summary>
    public string SpeechSha256 { get; init; } = "";

    /// <summary>The ids that the service gave the responses.</summary>
    public ValueList<string> ResponseIds { get; init; } = ValueList<string>.Empty;

    /// <summary>Text, calls and tokens of each response of the turn, in the order in which they were opened.</summary>
    public ValueList<AgentResponse> Responses { get; init; } = ValueList<AgentResponse>.Empty;

    /// <summary>The model as the service named it.</summary>
    public string Model { get; init; } = "";

    /// <summary>Who answered: sandbox, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>
    /// Number of attempts at the case: 1, and one more for each time that its error was tried again; 0 when it was skipped.
    /// </summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Number of connections that the last attempt tried, including the successful one.</summary>
    public int ConnectionAttempts { get; init; }

    /// <summary>When the case started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the case took, the making of speech and connecting included.</summary>
    public double DurationMs { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The event log, absolute; files of the run have it relative to <see cref="RunPath" />.</summary>
    public string EventLogPath { get; init; } = "";

    /// <summary>The path of the data file.</summary>
    public string DataPath { get; init; } = "";

    /// <summary>SHA-256 of the data file as used, in hex.</summary>
    public string DataSha256 { get; init; } = "";

    /// <summary>The line of the data file on which the case starts, from 1; 0 in runs of a version that did not record it.</summary>
    public int DataLine { get; init; }

    /// <summary>
    /// What the caller sounded like, absolute; files of the run have it relative to <see cref="RunPath" />, those of walk relative to the
    /// folder of <see cref="DataPath" />; empty when there is no such file.
    /// </summary>
    public string InputAudioPath { get; init; } = "";

    /// <summary>
    /// What the agent sounded like, absolute; files of the run have it relative to <see cref="RunPath" />; empty when there is no such
    /// file.
    /// </summary>
    public string OutputAudioPath { get; init; } = "";

    /// <summary>The folder that <see cref="InputAudioPath"/> is relative to.</summary>
    private protected virtual string InputFolder => RunPath;

    CaseKey IStoredResult.GetKey() => new(CaseId, Trial);

    /// <inheritdoc />
    int IStoredResult.GetNumber() => CaseNumber;

    string IStoredResult.GetEvidencePath() => EventLogPath;

    IEnumerable<object> IStoredResult.GetTurns() => [this];

    string IStoredResult.GetErrorType() => ErrorType;

    IStoredResult IStoredResult.Tried(int attempts) => this with { Attempts = attempts };

    long? IStoredResult.GetTokens() => Usage.TotalOf(Outcome) + RoleCost.TokensOf(Spent);

    decimal? IStoredResult.GetSpentUsd() => CostUsd + RoleCost.Sum(Spent);

    IStoredResult IStoredResult.At(string runPath) => this with { RunPath = runPath };

    /// <inheritdoc />
    IStoredResult IStoredResult.In(string runId, int planned) => this with { RunId = runId, Planned = planned };

    IStoredResult IStoredResult.Rooted() => this with
    {
        EventLogPath = AbsolutePaths.Under(RunPath, EventLogPath),
        InputAudioPath = AbsolutePaths.Under(InputFolder, InputAudioPath),
        OutputAudioPath = AbsolutePaths.Under(RunPath, OutputAudioPath),
    };

    /// <summary>Returns the case, the outcome and the reason on one line.</summary>
    public sealed override string ToString() => VisibleText.Of(Outcome switch
    {
        Outcome.Error => $"{CaseId}: Error ({FailureStage}) {ErrorMessage}",
        Outcome.Fail => $"{CaseId}: Fail, expected {Describe(ExpectedToolCall, ExpectedArguments)}, "
            + $"got {Describe(PredictedToolCall, PredictedArguments)}",
        _ => $"{CaseId}: {Outcome}",
    });

    private static string Describe(string tool, string arguments) => tool.Length == 0 ? "no call" : $"{tool}({arguments})";
}

/// <summary>The result of one crawl case: text that a synthetic voice speaks to the agent.</summary>
public sealed record CrawlResult : SingleTurnResult;
