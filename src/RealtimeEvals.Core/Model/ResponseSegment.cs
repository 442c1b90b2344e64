using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>
/// One response of a turn: the first one, one that follows the output of tools, or one that the service opened beside it. Times are in
/// milliseconds, and stand with the first response of each request.
/// </summary>
/// <param name="Index">Its place in the turn, from 1.</param>
/// <param name="Text">What was said or written.</param>
/// <param name="CallIds">The ids of the calls that it made.</param>
/// <param name="OffsetMs">From the request of the turn to the request of this response.</param>
public sealed record ResponseSegment(int Index, string Text, ValueList<string> CallIds, double OffsetMs)
{
    /// <summary>The service's id of the response; empty where it named none.</summary>
    public string ResponseId { get; init; } = "";

    /// <summary>Its tokens.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>From its request to its first audio; null when none came.</summary>
    public double? FirstAudioMs { get; init; }

    /// <summary>From its request to its first text or transcript; null when none came.</summary>
    public double? FirstTextMs { get; init; }

    /// <summary>From its request to its end; null when it did not end.</summary>
    public double? DoneMs { get; init; }

    /// <summary>From the moment at which the tools had answered to its first audio; null for a response that follows no tool.</summary>
    public double? ToolResultToFirstAudioMs { get; init; }

    /// <summary>One line.</summary>
    public override string ToString() => VisibleText.Of(FormattableString.Invariant($"{Index}: {Text}"));
}
