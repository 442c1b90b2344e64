using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>
/// The result of one case with a single turn. Times are in milliseconds; tokens and cost are as the service reported them; null means not
/// known.
/// </summary>
public abstract record SingleTurnResult : IStoredResult
{
    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The id of the case: <c>example_id</c> in the data file.</summary>
    public required string CaseId { get; init; }

    /// <summary>Which trial of the case it is, from 1.</summary>
    public int Trial { get; init; } = 1;

    /// <summary>The case's place in the data, from 1.</summary>
    public int CaseNumber { get; init; }

    /// <summary>Number of cases planned in the whole run, which shows when results are missing.</summary>
    public int Planned { get; init; }

    /// <summary>Number of cases in the data before any limit or selection.</summary>
    public int DataCases { get; init; }

    /// <summary>The tags of the case.</summary>
    public ValueList<string> Tags { get; init; } = ValueList<string>.Empty;

    /// <summary>The verdict. Failures of the infrastructure are <see cref="Outcome.Error"/>, never a bad grade.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>1 when both tool grades are 1, otherwise 0; a failed row has 0, as in the realtime evals of OpenAI's cookbook.</summary>
    public int Grade { get; init; }

    /// <summary>1 when the set of called tool names is the expected one, otherwise 0.</summary>
    public int ToolCallCorrectness { get; init; }

    /// <summary>1 when a call of the expected tool has the expected arguments, otherwise 0.</summary>
    public int ToolCallArgumentCorrectness { get; init; }

    /// <summary>What the caller says.</summary>
    public string UserText { get; init; } = "";

    /// <summary>What the agent said or wrote.</summary>
    public string AssistantText { get; init; } = "";

    /// <summary>The tool that should be called; empty when none should.</summary>
    public string ExpectedToolCall { get; init; } = "";

    /// <summary>The expected arguments as JSON; empty when none are expected.</summary>
    public string ExpectedArguments { get; init; } = "";

    /// <summary>The tool call that was graded; empty when there was none.</summary>
    public string PredictedToolCall { get; init; } = "";

    /// <summary>The arguments of the graded call as JSON.</summary>
    public string PredictedArguments { get; init; } = "";

    /// <summary>All calls of the turn, in order of first appearance.</summary>
    public ValueList<ToolCall> ToolCalls { get; init; } = ValueList<ToolCall>.Empty;

    /// <summary>Number of calls of the expected tool beyond the first.</summary>
    public int RepeatedToolCalls { get; init; }

    /// <summary>The stage at which the case failed; empty when it did not. See <c>FailureStage</c> for the values.</summary>
    public string FailureStage { get; init; } = "";

    /// <summary>The type of the error; empty when there was none.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>The message of the error; empty when there was none.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>From just before the request for a response to its first audio.</summary>
    public double? LatencyFirstAudioMs { get; init; }

    /// <summary>From just before the request for a response to its first text or transcript.</summary>
    public double? LatencyFirstTextMs { get; init; }

    /// <summary>From just before the request for a response to its end.</summary>
    public double? LatencyResponseDoneMs { get; init; }

    /// <summary>From the last audible sample of the caller to the first audio of the agent.</summary>
    public double? EndOfSpeechToFirstAudioMs { get; init; }

    /// <summary>Tokens of all responses of the case.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>All input tokens, from <see cref="Usage"/>.</summary>
    public int? InputTokens => Usage.InputTokens;

    /// <summary>Cached input tokens, from <see cref="Usage"/>.</summary>
    public int? CachedTokens => Usage.CachedTokens;

    /// <summary>All output tokens, from <see cref="Usage"/>.</summary>
    public int? OutputTokens => Usage.OutputTokens;

    /// <summary>Cost of the responses in US dollars by <c>data/models.json</c>; null when the model has no price there.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Length of the caller's audio.</summary>
    public double? SpeechMs { get; init; }

    /// <summary>SHA-256 of the audio bytes that were sent, in hex.</summary>
    public string SpeechSha256 { get; init; } = "";

    /// <summary>The service's ids of the responses.</summary>
    public ValueList<string> ResponseIds { get; init; } = ValueList<string>.Empty;

    /// <summary>Text, calls and tokens of each response of the turn, in the order in which they were opened.</summary>
    public ValueList<AgentResponse> Responses { get; init; } = ValueList<AgentResponse>.Empty;

    /// <summary>The model as the service named it in the session.</summary>
    public string Model { get; init; } = "";

    /// <summary>The provider: <c>sandbox</c>, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Number of connection attempts, including the successful one.</summary>
    public int Attempts { get; init; }

    /// <summary>When the case started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Duration of the case, including speech synthesis and connecting.</summary>
    public double DurationMs { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The event log; absolute in what a cmdlet emits, relative to <see cref="RunPath"/> in files.</summary>
    public string EventLogPath { get; init; } = "";

    /// <summary>The path of the data file.</summary>
    public string DataPath { get; init; } = "";

    /// <summary>SHA-256 of the data file as used, in hex.</summary>
    public string DataSha256 { get; init; } = "";

    /// <summary>The line of the data file on which the case starts, from 1; 0 in runs of a version that did not record it.</summary>
    public int DataLine { get; init; }

    /// <summary>
    /// The caller's audio; absolute in what a cmdlet emits, in files relative to <see cref="RunPath"/>, or in walk to the folder of
    /// <see cref="DataPath"/>; empty when there is no file.
    /// </summary>
    public string InputAudioPath { get; init; } = "";

    /// <summary>The agent's audio; absolute in what a cmdlet emits, relative to <see cref="RunPath"/> in files; empty for none.</summary>
    public string OutputAudioPath { get; init; } = "";

    /// <summary>The folder that <see cref="InputAudioPath"/> is relative to.</summary>
    private protected virtual string InputFolder => RunPath;

    CaseKey IStoredResult.GetKey() => new(CaseId, Trial);

    string IStoredResult.GetEvidencePath() => EventLogPath;

    IEnumerable<object> IStoredResult.GetTurns() => [this];

    IStoredResult IStoredResult.At(string runPath) => this with { RunPath = runPath };

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
