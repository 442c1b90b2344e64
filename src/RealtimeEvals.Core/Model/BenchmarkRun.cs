using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>
/// One interview in the store of runs. Lists leave its turns, events, tests and analyses out; reading one run brings them.
/// </summary>
public sealed record BenchmarkRun
{
    /// <summary>The number of the run in its store; 0 until it is stored.</summary>
    public long Key { get; init; }

    /// <summary>The id: that of the run and of the conversation in it, such as nightly/clinic; of an imported run its own.</summary>
    public required string Id { get; init; }

    /// <summary>Where the run stands.</summary>
    public BenchmarkStatus Status { get; init; }

    /// <summary>Why the interview ended; null while it has not, and where an imported run does not say.</summary>
    public EndReason? EndReason { get; init; }

    /// <summary>The verdict; Inconclusive until there is one.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>The reason for the verdict, in one sentence.</summary>
    public string Rationale { get; init; } = "";

    /// <summary>Why nothing may be concluded from the run, such as that it holds no turn; empty where nothing speaks against it.</summary>
    public string Doubt { get; init; } = "";

    /// <summary>Whether nothing speaks against the run as evidence.</summary>
    public bool IsTrustworthy => Doubt.Length == 0;

    /// <summary>Number of turns of both sides; a turn with line breaks is one.</summary>
    public int TurnCount { get; init; }

    /// <summary>The name of the interviewer's prompt.</summary>
    public string InterviewerPrompt { get; init; } = "";

    /// <summary>The id of that prompt: SHA-256 of its text in hex; of an imported run 16 digits, as it was computed there.</summary>
    public string InterviewerPromptId { get; init; } = "";

    /// <summary>The text of that prompt as the run used it; empty where it is not known.</summary>
    public string InterviewerPromptText { get; init; } = "";

    /// <summary>The name of the participant's prompt.</summary>
    public string ParticipantPrompt { get; init; } = "";

    /// <summary>The id of that prompt, as for the interviewer's.</summary>
    public string ParticipantPromptId { get; init; } = "";

    /// <summary>The text of that prompt as the run used it; empty where it is not known.</summary>
    public string ParticipantPromptText { get; init; } = "";

    /// <summary>The words by which the interviewer ends the interview; empty where they are not known.</summary>
    public string EndCue { get; init; } = "";

    /// <summary>The interviewer's model as the service reported it.</summary>
    public string InterviewerModel { get; init; } = "";

    /// <summary>The participant's model as the service reported it.</summary>
    public string ParticipantModel { get; init; } = "";

    /// <summary>Who answered: sandbox, or the host of the endpoint; empty where it is not known.</summary>
    public string Provider { get; init; } = "";

    /// <summary>When the interview started; of an imported run when it was saved.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the interview ended; null while it has not, and where it is not known.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Cost in US dollars; null when it is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The version of the product that held the interview; empty for an imported run.</summary>
    public string ProductVersion { get; init; } = "";

    /// <summary>The run that the interview is part of; empty for an imported run.</summary>
    public string RunId { get; init; } = "";

    /// <summary>The conversation in that run; empty for an imported run.</summary>
    public string ConversationId { get; init; } = "";

    /// <summary>The folder of that run; empty for an imported run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The file that the run was imported from; empty for a run of this product.</summary>
    public string ImportedFrom { get; init; } = "";

    /// <summary>The database that holds the run; empty until it is stored.</summary>
    public string StorePath { get; init; } = "";

    /// <summary>What was said, in its order.</summary>
    public ValueList<BenchmarkTurn> Turns { get; init; } = ValueList<BenchmarkTurn>.Empty;

    /// <summary>What happened, in its order.</summary>
    public ValueList<BenchmarkEvent> Events { get; init; } = ValueList<BenchmarkEvent>.Empty;

    /// <summary>What the tests of conversations gave.</summary>
    public ValueList<ConversationVariable> Tests { get; init; } = ValueList<ConversationVariable>.Empty;

    /// <summary>The analyses by models and by external scorers, the newest of each kind.</summary>
    public ValueList<BenchmarkAnalysis> Analyses { get; init; } = ValueList<BenchmarkAnalysis>.Empty;

    /// <summary>Returns the id, the status and the number of turns on one line.</summary>
    public override string ToString() => VisibleText.Of(
        FormattableString.Invariant($"{Id}: {Status}, {TurnCount} turns, {Outcome}{(IsTrustworthy ? "" : $", not trustworthy: {Doubt}")}"));
}

/// <summary>Where an interview of the store stands. Only a completed one can be evidence.</summary>
public enum BenchmarkStatus
{
    /// <summary>It ended without recording it: its process was killed, or the machine stopped.</summary>
    Interrupted = 0,

    /// <summary>It is being held.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>It was stopped by the user.</summary>
    Cancelled,

    /// <summary>It ended by an error.</summary>
    Failed,
}
