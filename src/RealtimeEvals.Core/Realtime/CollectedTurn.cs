using System.Text;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>Everything that was received for one request, complete or as far as it arrived.</summary>
internal sealed record CollectedTurn
{
    /// <summary>The audio in the session's output format; empty if a sink received it.</summary>
    public ReadOnlyMemory<byte> Audio { get; init; }

    /// <summary>The responses of the turn, in the order in which they were opened.</summary>
    public ValueList<CollectedResponse> Responses { get; init; } = ValueList<CollectedResponse>.Empty;

    /// <summary>The spoken or written text of all responses; parts are separated by one space.</summary>
    public string Text => string.Join(' ', Responses.Select(response => response.Text).Where(text => text.Length > 0));

    /// <summary>Whether the text contains a letter or a digit: punctuation alone cannot be heard.</summary>
    public bool HasWords => Text.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    /// <summary>The function calls of all responses, in the order of their first appearance.</summary>
    public ValueList<ToolCall> ToolCalls => new(Responses.SelectMany(response => response.ToolCalls));

    /// <summary>The ids of the responses.</summary>
    public ValueList<string> ResponseIds => new(Responses.Select(response => response.Id).Where(id => id.Length > 0));

    /// <summary>The total tokens of the responses that ended.</summary>
    public TokenUsage Usage => Responses.Aggregate(new TokenUsage(), (sum, response) => sum.Add(response.Usage));

    /// <summary>Whether the service heard the caller to the end; always true when the client ends the turn.</summary>
    public bool HeardAllInput { get; init; } = true;

    /// <summary>The stretches of speech that the service detected; none when it does not detect turns.</summary>
    public ValueList<SpeechSegment> SpeechSegments { get; init; } = ValueList<SpeechSegment>.Empty;

    /// <summary>
    /// The time stamp just before the request was sent, or at which the service detected the end of speech; null before that.
    /// </summary>
    public long? RequestedAt { get; init; }

    /// <summary>Time stamp of the first audio; null when none came.</summary>
    public long? FirstAudioAt { get; init; }

    /// <summary>Time stamp of the first text or transcript; null when none came.</summary>
    public long? FirstTextAt { get; init; }

    /// <summary>Time stamp of the end of the last response; null when none ended.</summary>
    public long? DoneAt { get; init; }
}

/// <summary>What was received of one response of a turn.</summary>
/// <param name="Id">The service's id; empty when it gave none.</param>
/// <param name="Text">The spoken or written text; parts are separated by one space.</param>
/// <param name="ToolCalls">The function calls, in the order of their first appearance.</param>
/// <param name="Usage">The tokens; unknown until the response has ended.</param>
internal sealed record CollectedResponse(string Id, string Text, ValueList<ToolCall> ToolCalls, TokenUsage Usage);

/// <summary>A segment of speech as the service's turn detection reported it.</summary>
/// <param name="StartMs">The start in milliseconds on the clock of the sent audio, including the service's padding.</param>
/// <param name="StartedAt">The time stamp of the event that reported the start.</param>
/// <param name="EndMs">The end on that clock, including the silence that ended it; null before that.</param>
/// <param name="StoppedAt">The time stamp of the event that reported the end; null before that.</param>
public sealed record SpeechSegment(int StartMs, long StartedAt, int? EndMs, long? StoppedAt);
