using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>One simulated conversation as it will be held: the file, with what the command line put in its place.</summary>
public sealed record Simulation
{
    /// <summary>The id, which names files and rows.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The text of the file as it was read.</summary>
    public string Source { get; init; } = "";

    /// <summary>What happens, for the judge; neither model is told.</summary>
    public required string Scenario { get; init; }

    /// <summary>The agent under test.</summary>
    public required SimulationAgent Agent { get; init; }

    /// <summary>The model that plays the caller.</summary>
    public required SimulationCaller Caller { get; init; }

    /// <summary>The sound on the wire.</summary>
    public required SimulationAudio Audio { get; init; }

    /// <summary>How the conversation begins and when it must end.</summary>
    public required SimulationTurns Turns { get; init; }

    /// <summary>What tools give back, in the order in which they are tried.</summary>
    public IReadOnlyList<ToolMock> Mocks { get; init; } = [];

    /// <summary>The state before the first call, an object.</summary>
    public required JsonElement InitialState { get; init; }

    /// <summary>What must be true at the end.</summary>
    public required Expectation Expectation { get; init; }

    /// <summary>The graders of each turn.</summary>
    public IReadOnlyList<Grader> TurnGraders { get; init; } = [];

    /// <summary>The graders of the whole conversation.</summary>
    public IReadOnlyList<Grader> TraceGraders { get; init; } = [];

    /// <summary>What the caller may know beyond the scenario and the persona.</summary>
    public IReadOnlyList<string> KnownFacts { get; init; } = [];

    /// <summary>Words to filter results by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The seed of this simulation; null for that of the run.</summary>
    public int? Seed { get; init; }

    /// <summary>How often the conversation is held.</summary>
    public int Trials { get; init; } = 1;
}
