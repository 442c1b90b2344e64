using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>
/// One response of a turn: the first, one that follows tool outputs, or another one that the service opened. Times are in milliseconds and
/// are kept on the first response of each request.
/// </summary>
/// <param name="Index">The number of the response in the turn, from 1.</param>
/// <param name="Text">The transcript of the audio, or the text.</param>
/// <param name="CallIds">The ids of the calls in the response.</param>
/// <param name="OffsetMs">From the request of the turn to the request for this response.</param>
public sealed record ResponseSegment(int Index, string Text, ValueList<string> CallIds, double OffsetMs)
{
    /// <summary>The service's id of the response; empty when it named none.</summary>
    public string ResponseId { get; init; } = "";

    /// <summary>The tokens of the response.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>From the request to the first audio; null when none came.</summary>
    public double? FirstAudioMs { get; init; }

    /// <summary>From the request to the first text or transcript; null when none came.</summary>
    public double? FirstTextMs { get; init; }

    /// <summary>From the request to the end of the response; null when it did not end.</summary>
    public double? DoneMs { get; init; }

    /// <summary>From the moment the tools had answered to the first audio; null for a response that follows no tool.</summary>
    public double? ToolResultToFirstAudioMs { get; init; }

    /// <summary>Returns the number and the text on one line.</summary>
    public override string ToString() => VisibleText.Of(FormattableString.Invariant($"{Index}: {Text}"));
}
