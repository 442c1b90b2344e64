using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>The answer to a row of a smoke set.</summary>
/// <param name="Word">What should be a label.</param>
public sealed record RowAnswer(string Word)
{
    /// <summary>What the agent said, where <see cref="Word"/> is what somebody else makes of it; empty otherwise.</summary>
    public string Said { get; init; } = "";

    /// <summary>What the model said where it refused to answer; empty when it did not.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>The grade, where the service has graded already; else null.</summary>
    public bool? IsGradedRight { get; init; }

    /// <summary>The model as the service named it.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whether the sandbox answered, by whatever address it was reached.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>The service's id of the answer.</summary>
    public string ResponseId { get; init; } = "";

    /// <summary>The tokens.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>The event log of a spoken row, relative to the folder of the run; empty for none.</summary>
    public string EventLogPath { get; init; } = "";
}
