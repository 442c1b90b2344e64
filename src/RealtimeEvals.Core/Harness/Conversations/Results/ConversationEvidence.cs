using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>What has been gathered about a conversation while it is held.</summary>
internal sealed class ConversationEvidence(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>When the conversation started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>How long it has taken.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>What was said, called and given.</summary>
    public Transcript Transcript { get; } = new();

    /// <summary>The turns that ended, and the one that failed.</summary>
    public List<TurnResult> Turns { get; } = [];

    /// <summary>The rules that the caller broke.</summary>
    public List<CallerFinding> Findings { get; } = [];

    /// <summary>Why the conversation ended.</summary>
    public EndReason EndReason { get; set; }

    /// <summary>Whether the conversation goes on.</summary>
    public bool IsOpen => EndReason == EndReason.Failed && Failure is null;

    /// <summary>What the caller said last without being answered.</summary>
    public string LastLine { get; set; } = "";

    /// <summary>The tokens of that last line.</summary>
    public TokenUsage LastUsage { get; set; } = new();

    /// <summary>Whose move it is: simulator or assistant.</summary>
    public string Side { get; set; } = "";

    /// <summary>Why the conversation failed; null when it did not.</summary>
    public Failure? Failure { get; set; }

    /// <summary>How long both sessions were open; null when they were not.</summary>
    public TimeSpan? Session { get; set; }

    /// <summary>The agent's model as the service named it.</summary>
    public string AssistantModel { get; set; } = "";

    /// <summary>The caller's model as the service named it.</summary>
    public string SimulatorModel { get; set; } = "";
}
