using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>What must hold at the end of a conversation.</summary>
/// <param name="Calls">The expected calls, in order.</param>
/// <param name="ExpectsNoCall">Whether no call at all is allowed.</param>
/// <param name="ForbiddenTools">The tools that must not be called.</param>
/// <param name="FinalState">What the final state must contain, an object; undefined when it is not checked.</param>
public sealed record Expectation(
    IReadOnlyList<ExpectedCall> Calls,
    bool ExpectsNoCall,
    IReadOnlyList<string> ForbiddenTools,
    JsonElement FinalState)
{
    /// <summary>No expectation at all.</summary>
    public static Expectation Nothing { get; } = new([], false, [], default);

    /// <summary>The first expected call, by which each turn is graded; null when there is none.</summary>
    public ExpectedCall? TurnCall => Calls.Count > 0 ? Calls[0] : null;
}

/// <summary>A call that the agent must make.</summary>
/// <param name="Name">The name of the tool.</param>
/// <param name="Arguments">The expected arguments, an object; the call may have more.</param>
public sealed record ExpectedCall(string Name, JsonElement Arguments)
{
    /// <summary>The position in the file, as a JSON path below the root.</summary>
    internal string Place { get; init; } = "";
}
