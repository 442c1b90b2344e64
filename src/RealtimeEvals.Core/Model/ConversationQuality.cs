using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What an analysis said of one conversation.</summary>
public sealed record ConversationQuality
{
    /// <summary>The conversation: the id of its run, or the name of its file.</summary>
    public required string Conversation { get; init; }

    /// <summary>Which analysis: simple, questions, or the file name of an external scorer.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it was made. One that failed says nothing about the conversation.</summary>
    public QualityStatus Status { get; init; }

    /// <summary>Number of questions that were looked for; null where none are.</summary>
    public int? QuestionCount { get; init; }

    /// <summary>Number of questions that were asked; null where none are looked for.</summary>
    public int? AskedCount { get; init; }

    /// <summary>Number of questions that were answered; null where none are looked for.</summary>
    public int? AnsweredCount { get; init; }

    /// <summary>The share of the questions asked that were asked in their order, 0 to 1; null when no place is known.</summary>
    public double? InOrderShare { get; init; }

    /// <summary>
    /// The questions in the order of the prompt, each with Id, Text, Asked, Answered, ExpectedPosition, ActualPosition, IsInOrder,
    /// Attempts, Answer and Turns; empty where none are looked for.
    /// </summary>
    public ValueList<QuestionFinding> Questions { get; init; } = ValueList<QuestionFinding>.Empty;

    /// <summary>Who answered: sandbox, or the host of the endpoint; empty when no model was asked.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The model as the service reported it; empty when none was asked.</summary>
    public string Model { get; init; } = "";

    /// <summary>Tokens of the model, by kind.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>Cost in US dollars, 0 where no model is asked and on the sandbox; null when it is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Why the analysis failed; empty when it did not.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset ComputedAt { get; init; }

    /// <summary>What it gave, as JSON with the names of the benchmark platform of vCDR; of a failed one why.</summary>
    public string Json { get; init; } = "";

    /// <summary>Returns the conversation, the analysis and what it found on one line.</summary>
    public override string ToString() => VisibleText.Of(
        Status == QualityStatus.Failed ? $"{Conversation}: {Kind} failed, {ErrorMessage}"
        : QuestionCount is int count ? FormattableString.Invariant(
            $"{Conversation}: {Kind}, {AskedCount} of {count} questions asked, {AnsweredCount} answered")
        : $"{Conversation}: {Kind}");
}

/// <summary>Whether an analysis was made.</summary>
public enum QualityStatus
{
    /// <summary>It failed, so that nothing is known.</summary>
    Failed = 0,

    /// <summary>It was made.</summary>
    Completed,
}
