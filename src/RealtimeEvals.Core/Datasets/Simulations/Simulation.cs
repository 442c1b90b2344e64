using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>One simulated conversation as it will be held: its file, with the overrides of the command line applied.</summary>
public sealed record Simulation
{
    /// <summary>The id, from which file names and row ids are made.</summary>
    public required string Id { get; init; }

    /// <summary>The path of the simulation's file.</summary>
    public required string Path { get; init; }

    /// <summary>The text of the file.</summary>
    public string Source { get; init; } = "";

    /// <summary>What happens in the simulation; only the judge sees it.</summary>
    public required string Scenario { get; init; }

    /// <summary>The agent under test.</summary>
    public required SimulationAgent Agent { get; init; }

    /// <summary>The model that plays the caller.</summary>
    public required SimulationCaller Caller { get; init; }

    /// <summary>The audio formats on the wire.</summary>
    public required SimulationAudio Audio { get; init; }

    /// <summary>The first line, the script and the limits on turns.</summary>
    public required SimulationTurns Turns { get; init; }

    /// <summary>The mocks of tools, in the order in which they are tried.</summary>
    public IReadOnlyList<ToolMock> Mocks { get; init; } = [];

    /// <summary>The initial state of the mocks, an object.</summary>
    public required JsonElement InitialState { get; init; }

    /// <summary>What must hold at the end.</summary>
    public required Expectation Expectation { get; init; }

    /// <summary>The graders of each turn.</summary>
    public IReadOnlyList<Grader> TurnGraders { get; init; } = [];

    /// <summary>The graders of the whole conversation.</summary>
    public IReadOnlyList<Grader> TraceGraders { get; init; } = [];

    /// <summary>Facts that the caller may use besides the scenario and the persona.</summary>
    public IReadOnlyList<string> KnownFacts { get; init; } = [];

    /// <summary>Tags for filtering results.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The seed of this simulation; null for the seed of the run.</summary>
    public int? Seed { get; init; }

    /// <summary>Number of times the conversation is held.</summary>
    public int Trials { get; init; } = 1;
}
