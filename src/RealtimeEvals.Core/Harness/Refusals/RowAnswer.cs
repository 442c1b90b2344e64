using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>The answer to a row of a smoke set.</summary>
/// <param name="Word">The text that should be a label.</param>
public sealed record RowAnswer(string Word)
{
    /// <summary>What the agent said, if <see cref="Word"/> is another model's classification of it; otherwise empty.</summary>
    public string Said { get; init; } = "";

    /// <summary>The refusal text when the model refused to classify; otherwise empty.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>The grade if the service has graded the row already; otherwise null.</summary>
    public bool? IsGradedRight { get; init; }

    /// <summary>The model as the service reported it.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whether the sandbox answered, whatever address it has.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>The service's id of the answer.</summary>
    public string ResponseId { get; init; } = "";

    /// <summary>The tokens that the service reported.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>How long the session was open; null when none was, or when that is not known.</summary>
    public TimeSpan? Session { get; init; }

    /// <summary>What was used beside the model that answered.</summary>
    public ValueList<RoleCost> Spent { get; init; } = ValueList<RoleCost>.Empty;

    /// <summary>The event log of a spoken row, relative to the folder of the run; empty when there is none.</summary>
    public string EventLogPath { get; init; } = "";
}
