using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Imports;

/// <summary>One question and answer of an evaluation of texts.</summary>
/// <param name="Id">The id of the sample, safe as a file name.</param>
internal sealed record EvalSample(string Id)
{
    /// <summary>What was asked.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>What the model answered.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The model.</summary>
    public string Model { get; init; } = "";

    /// <summary>What graders said.</summary>
    public IReadOnlyList<GraderResult> Grades { get; init; } = [];

    /// <summary>The tokens.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>The type of the error; empty when there was none.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>The message of the error; empty when there was none.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>When it was asked.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Returns the sample as a conversation of one turn, with its verdict.</summary>
    public static ConversationResult ToResult(EvalSample sample)
    {
        bool failed = sample.ErrorMessage.Length > 0;
        string stage = failed ? "response_error" : "";
        return ConversationVerdict.Of(new ConversationResult
        {
            RunId = "",
            SimulationId = sample.Id,
            ConversationId = sample.Id,
            EndReason = failed ? EndReason.Failed : EndReason.ScriptEnd,
            TurnCount = failed ? 0 : 1,
            Turns = new(
            [
                new TurnResult
                {
                    RunId = "",
                    SimulationId = sample.Id,
                    ConversationId = sample.Id,
                    TurnIndex = 1,
                    UserText = sample.Prompt,
                    AssistantText = sample.Answer,
                    Usage = sample.Usage,
                    FailureStage = stage,
                    ErrorType = sample.ErrorType,
                    ErrorMessage = sample.ErrorMessage,
                    StartedAt = sample.StartedAt,
                },
            ]),
            Grades = new(sample.Grades),
            IsJudged = true,
            FailureSource = failed ? "assistant" : "",
            FailureStage = stage,
            ErrorType = sample.ErrorType,
            ErrorMessage = sample.ErrorMessage,
            Usage = sample.Usage,
            Settings = new ConversationSettings
            {
                AssistantModel = sample.Model,
                TraceGraders = new(sample.Grades.Select(grade => new Grader(grade.GraderId, "judge", "", ""))),
            },
            AssistantModel = sample.Model,
            StartedAt = sample.StartedAt,
        });
    }
}
