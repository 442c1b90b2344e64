using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>Collects the evidence of a conversation while it is held.</summary>
/// <param name="time">The clock.</param>
/// <param name="provider">Who answers.</param>
internal sealed class ConversationObservations(TimeProvider time, string provider)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>When the conversation started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>The time since the conversation started.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>What was spent beside agent and caller.</summary>
    public CaseSpending Spending { get; } = new(provider);

    /// <summary>The text of the conversation so far.</summary>
    public Transcript Transcript { get; } = new();

    /// <summary>The turns that ended, including one that failed.</summary>
    public List<TurnResult> Turns { get; } = [];

    /// <summary>The rules that the caller broke.</summary>
    public List<CallerFinding> Findings { get; } = [];

    /// <summary>Why the conversation ended.</summary>
    public EndReason EndReason { get; set; }

    /// <summary>Whether the conversation is still going on.</summary>
    public bool IsOpen => EndReason == EndReason.Failed && Failure is null;

    /// <summary>The caller's last line if the agent did not answer it; otherwise empty.</summary>
    public string LastLine { get; set; } = "";

    /// <summary>The token usage of <see cref="LastLine"/>.</summary>
    public TokenUsage LastUsage { get; set; } = new();

    /// <summary>The side that acts at the moment: simulator or assistant; the source of a failure.</summary>
    public string Side { get; set; } = "";

    /// <summary>Why the conversation failed; null when it did not.</summary>
    public Failure? Failure { get; set; }

    /// <summary>How long both sessions were open together; null when the conversation failed before its end.</summary>
    public TimeSpan? Session { get; set; }

    /// <summary>The agent's model as the service reported it.</summary>
    public string AgentModel { get; set; } = "";

    /// <summary>The caller's model as the service reported it.</summary>
    public string CallerModel { get; set; } = "";
}
