using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One turn of a simulated conversation. Times are in milliseconds; null means not known.</summary>
public sealed record TurnResult
{
    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The id of the simulation.</summary>
    public required string SimulationId { get; init; }

    /// <summary>The id of the conversation: that of the simulation, with the trial where there are several.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The number of the turn, from 1; 0 for a conversation that failed before its first turn.</summary>
    public int TurnIndex { get; init; }

    /// <summary>What the caller said.</summary>
    public string UserText { get; init; } = "";

    /// <summary>What the agent said, its responses separated by one space.</summary>
    public string AssistantText { get; init; } = "";

    /// <summary>The tool that the simulation expects; empty when there is none.</summary>
    public string ExpectedToolCall { get; init; } = "";

    /// <summary>The call of this turn that was graded; empty when there is none.</summary>
    public string PredictedToolCall { get; init; } = "";

    /// <summary>1 when this turn called exactly the expected tool, otherwise 0.</summary>
    public int ToolCallCorrectness { get; init; }

    /// <summary>The expected arguments as JSON.</summary>
    public string ExpectedArguments { get; init; } = "";

    /// <summary>The arguments of the graded call as JSON.</summary>
    public string PredictedArguments { get; init; } = "";

    /// <summary>1 when a call of this turn has the expected arguments, otherwise 0.</summary>
    public int ToolCallArgumentCorrectness { get; init; }

    /// <summary>The calls of the turn, each with Name, RawArguments and CallId.</summary>
    public ValueList<ToolCall> ToolCalls { get; init; } = ValueList<ToolCall>.Empty;

    /// <summary>
    /// What the mocked tools gave, each with CallId, Name, Output, Source (which mock answered, from 1; 0 for none) and IsError.
    /// </summary>
    public ValueList<ToolOutput> ToolOutputs { get; init; } = ValueList<ToolOutput>.Empty;

    /// <summary>The responses of the turn, each with Index, Text, CallIds and its own times.</summary>
    public ValueList<ResponseSegment> Segments { get; init; } = ValueList<ResponseSegment>.Empty;

    /// <summary>The stage at which the turn failed; empty when it did not.</summary>
    public string FailureStage { get; init; } = "";

    /// <summary>The type of the failure, or the error code of the service.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>The message of the error; empty when there was none.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>From just before the first request for a response to its first audio.</summary>
    public double? LatencyFirstAudioMs { get; init; }

    /// <summary>From just before the first request for a response to its first text or transcript.</summary>
    public double? LatencyFirstTextMs { get; init; }

    /// <summary>From just before the first request for a response to the end of the last, tools included.</summary>
    public double? LatencyResponseDoneMs { get; init; }

    /// <summary>From the last audible sample of the caller to the first audio of the agent.</summary>
    public double? EndOfSpeechToFirstAudioMs { get; init; }

    /// <summary>From the first tool output to the first audio of the response that follows it; null without tools.</summary>
    public double? ToolResultToFirstAudioMs { get; init; }

    /// <inheritdoc cref="SingleTurnResult.LatencyUncertaintyMs" />
    public double? LatencyUncertaintyMs { get; init; }

    /// <summary>Tokens of the agent's responses, by kind.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>Tokens of the response in which the caller's model spoke.</summary>
    public TokenUsage CallerUsage { get; init; } = new();

    /// <summary>Length of the caller's audio.</summary>
    public double? SpeechMs { get; init; }

    /// <summary>SHA-256 of the caller's audio as it was sent, in hex.</summary>
    public string SpeechSha256 { get; init; } = "";

    /// <summary>The ids that the service gave the agent's responses.</summary>
    public ValueList<string> ResponseIds { get; init; } = ValueList<string>.Empty;

    /// <summary>The results of the graders of turns; those of the judge come with the result of the conversation.</summary>
    public ValueList<GraderResult> Grades { get; init; } = ValueList<GraderResult>.Empty;

    /// <summary>When the turn started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Duration of the turn, including the caller's part.</summary>
    public double DurationMs { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>
    /// What the caller sounded like, absolute; files of the run have it relative to <see cref="RunPath" />; empty when there is no such
    /// file.
    /// </summary>
    public string UserAudioPath { get; init; } = "";

    /// <summary>
    /// What the agent sounded like, absolute; files of the run have it relative to <see cref="RunPath" />; empty when there is no such
    /// file.
    /// </summary>
    public string AssistantAudioPath { get; init; } = "";

    /// <summary>Returns the same turn with absolute paths.</summary>
    internal TurnResult Rooted() => this with
    {
        UserAudioPath = AbsolutePaths.Under(RunPath, UserAudioPath),
        AssistantAudioPath = AbsolutePaths.Under(RunPath, AssistantAudioPath),
    };

    /// <summary>Returns the conversation, the turn and what was said on one line.</summary>
    public override string ToString() => VisibleText.Of(FailureStage.Length > 0
        ? FormattableString.Invariant($"{ConversationId} turn {TurnIndex}: failed ({FailureStage}) {ErrorMessage}")
        : FormattableString.Invariant($"{ConversationId} turn {TurnIndex}: {UserText} -> {AssistantText}"));
}
