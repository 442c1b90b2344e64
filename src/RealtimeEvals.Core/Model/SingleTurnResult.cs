using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>
/// What became of one case of a single turn. Times are in milliseconds, tokens and cost as the service reported them; null means not known.
/// </summary>
public abstract record SingleTurnResult : IStoredResult
{
    /// <summary>The run that the case belongs to.</summary>
    public required string RunId { get; init; }

    /// <summary>The case: <c>example_id</c> of the data file.</summary>
    public required string CaseId { get; init; }

    /// <summary>The case's place in the data, from 1.</summary>
    public int CaseNumber { get; init; }

    /// <summary>Cases of the whole run, so that a case that is missing among its results is missed.</summary>
    public int Planned { get; init; }

    /// <summary>Cases that the data holds, before any limit or selection.</summary>
    public int DataCases { get; init; }

    /// <summary>The tags of the case.</summary>
    public ValueList<string> Tags { get; init; } = ValueList<string>.Empty;

    /// <summary>The verdict. Infrastructure failures are <see cref="Outcome.Error"/>, never a bad grade.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>1 when both tool grades are 1, else 0; a failed row shows 0, as in the reference.</summary>
    public int Grade { get; init; }

    /// <summary>1 when the set of called tool names is the expected one, else 0.</summary>
    public int ToolCallCorrectness { get; init; }

    /// <summary>1 when some call of the expected tool has the expected arguments, else 0.</summary>
    public int ToolCallArgumentCorrectness { get; init; }

    /// <summary>What the caller says.</summary>
    public string UserText { get; init; } = "";

    /// <summary>What the agent said or wrote.</summary>
    public string AssistantText { get; init; } = "";

    /// <summary>The tool that should be called; empty when none should be.</summary>
    public string ExpectedToolCall { get; init; } = "";

    /// <summary>The expected arguments as JSON; empty when none are expected.</summary>
    public string ExpectedArguments { get; init; } = "";

    /// <summary>The tool call that was graded; empty when there was none.</summary>
    public string PredictedToolCall { get; init; } = "";

    /// <summary>The arguments of the graded call as JSON.</summary>
    public string PredictedArguments { get; init; } = "";

    /// <summary>All calls of the turn, in the order of their first appearance.</summary>
    public ValueList<ToolCall> ToolCalls { get; init; } = ValueList<ToolCall>.Empty;

    /// <summary>Calls of the expected tool beyond the first.</summary>
    public int RepeatedToolCalls { get; init; }

    /// <summary>Where the case failed; empty when it did not. See <c>FailureStage</c> for the values.</summary>
    public string FailureStage { get; init; } = "";

    /// <summary>The type of the failure.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>What happened.</summary>
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

    /// <summary>Cost of the case's responses in US dollars by <c>data/models.json</c>; null when the model has no price there.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Length of the caller's audio.</summary>
    public double? SpeechMs { get; init; }

    /// <summary>SHA-256 of the audio bytes that were sent, in hex.</summary>
    public string SpeechSha256 { get; init; } = "";

    /// <summary>The service's ids of the responses.</summary>
    public ValueList<string> ResponseIds { get; init; } = ValueList<string>.Empty;

    /// <summary>What each response of the turn said, called and used, in the order in which they were opened.</summary>
    public ValueList<AgentResponse> Responses { get; init; } = ValueList<AgentResponse>.Empty;

    /// <summary>The model as the service named it in the session.</summary>
    public string Model { get; init; } = "";

    /// <summary>Who answered: <c>sandbox</c>, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Connections that were tried, the successful one included.</summary>
    public int Attempts { get; init; }

    /// <summary>When the case started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the case took, speech synthesis and connecting included.</summary>
    public double DurationMs { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The event log; absolute in what a cmdlet emits, in files relative to <see cref="RunPath"/>.</summary>
    public string EventLogPath { get; init; } = "";

    /// <summary>The data file of the case.</summary>
    public string DataPath { get; init; } = "";

    /// <summary>SHA-256 of the data file as it was run, in hex.</summary>
    public string DataSha256 { get; init; } = "";

    /// <summary>The line of that file on which the case starts, from 1; 0 for a run of a version that did not note it.</summary>
    public int DataLine { get; init; }

    /// <summary>
    /// What the caller sounded like; absolute in what a cmdlet emits, in files relative to <see cref="RunPath"/>, in walk to the folder of
    /// <see cref="DataPath"/>; empty when there is no such file.
    /// </summary>
    public string InputAudioPath { get; init; } = "";

    /// <summary>
    /// What the agent sounded like; absolute in what a cmdlet emits, in files relative to <see cref="RunPath"/>; empty when there is no
    /// such file.
    /// </summary>
    public string OutputAudioPath { get; init; } = "";

    /// <summary>The folder that <see cref="InputAudioPath"/> is relative to.</summary>
    private protected virtual string InputFolder => RunPath;

    string IStoredResult.GetCaseId() => CaseId;

    string IStoredResult.GetEvidencePath() => EventLogPath;

    IEnumerable<double?> IStoredResult.GetLatencies() => [LatencyFirstAudioMs];

    IStoredResult IStoredResult.At(string runPath) => this with { RunPath = runPath };

    IStoredResult IStoredResult.Rooted() => this with
    {
        EventLogPath = AbsolutePaths.Under(RunPath, EventLogPath),
        InputAudioPath = AbsolutePaths.Under(InputFolder, InputAudioPath),
        OutputAudioPath = AbsolutePaths.Under(RunPath, OutputAudioPath),
    };

    /// <summary>One line: case, outcome and why.</summary>
    public sealed override string ToString() => VisibleText.Of(Outcome switch
    {
        Outcome.Error => $"{CaseId}: Error ({FailureStage}) {ErrorMessage}",
        Outcome.Fail => $"{CaseId}: Fail, expected {Describe(ExpectedToolCall, ExpectedArguments)}, "
            + $"got {Describe(PredictedToolCall, PredictedArguments)}",
        _ => $"{CaseId}: {Outcome}",
    });

    private static string Describe(string tool, string arguments) => tool.Length == 0 ? "no call" : $"{tool}({arguments})";
}
