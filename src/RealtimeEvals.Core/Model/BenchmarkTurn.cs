using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What one side of an interview said at a time.</summary>
/// <param name="Number">The place of the turn in the interview, from 1; every line of either side is one.</param>
/// <param name="Speaker">Who spoke: agent for the interviewer, participant for the other side.</param>
/// <param name="Text">The words; line breaks in them do not end the turn.</param>
/// <param name="At">When it was said; null when that is not known.</param>
/// <param name="LatencyFirstAudioMs">The time to the interviewer's first audio in milliseconds; null when it is not known.</param>
public sealed record BenchmarkTurn(int Number, Speaker Speaker, string Text, DateTimeOffset? At = null, double? LatencyFirstAudioMs = null)
{
    /// <summary>Returns the number, the speaker and the words on one line.</summary>
    public override string ToString() => VisibleText.Of(FormattableString.Invariant($"{Number}. {Speaker}: {Text}"));
}

/// <summary>Who speaks in a conversation.</summary>
public enum Speaker
{
    /// <summary>The side under test: the agent, the interviewer.</summary>
    Agent = 0,

    /// <summary>The other side: the caller, the participant.</summary>
    Participant,
}

/// <summary>One event of an interview.</summary>
/// <param name="Number">The place of the event, from 1.</param>
/// <param name="At">When it was sent or received, as it was recorded; null when that is not known.</param>
/// <param name="Source">Who sent it, such as assistant, system or simulated_user.</param>
/// <param name="Action">The type of the event.</param>
/// <param name="Data">Its content as JSON; empty when there is none.</param>
public sealed record BenchmarkEvent(int Number, DateTimeOffset? At, string Source, string Action, string Data);

/// <summary>An analysis of an interview that was made on request.</summary>
/// <param name="Kind">Which analysis: simple, questions, or the name of an external scorer.</param>
/// <param name="ComputedAt">When it was made.</param>
/// <param name="IsFailed">Whether it failed, so that the content says why and nothing else.</param>
/// <param name="Json">What it gave, as JSON.</param>
public sealed record BenchmarkAnalysis(string Kind, DateTimeOffset ComputedAt, bool IsFailed, string Json);
