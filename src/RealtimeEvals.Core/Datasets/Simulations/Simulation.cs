using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>One simulated conversation as it will be held: its file, with the overrides of the command line applied.</summary>
public record Simulation
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

/// <summary>The agent under test.</summary>
/// <param name="SystemPromptPath">The path of the system prompt.</param>
/// <param name="SystemPrompt">The system prompt.</param>
/// <param name="ToolsPath">The path of the tools file.</param>
/// <param name="Tools">The tools that the agent can call.</param>
/// <param name="Model">The model of the agent.</param>
/// <param name="Voice">The voice of the agent; empty for the service's default.</param>
public sealed record SimulationAgent(
    string SystemPromptPath,
    string SystemPrompt,
    string ToolsPath,
    ToolSet Tools,
    string Model,
    string Voice);

/// <summary>The model that plays the caller.</summary>
/// <param name="SystemPrompt">Persona, goal and the rule for ending the call; empty when every line is scripted.</param>
/// <param name="Model">The model of the caller.</param>
/// <param name="Voice">The voice of the caller; empty for the service's default.</param>
public sealed record SimulationCaller(string SystemPrompt, string Model, string Voice)
{
    /// <summary>What the caller says, as a line of its own, to end the call. It is never spoken to the agent.</summary>
    public const string EndOfCall = "END_CALL";

    /// <summary>Whether the caller may say numbers and names that it was not told.</summary>
    internal bool MayInvent { get; init; }
}

/// <summary>The audio formats of a conversation on the wire.</summary>
/// <param name="Input">The format of the audio sent to the agent.</param>
/// <param name="Output">The format of the speech of the agent and of the caller's model.</param>
/// <param name="ChunkMilliseconds">The length of one audio chunk.</param>
/// <param name="RealTime">Whether the caller's audio is streamed in real time.</param>
public sealed record SimulationAudio(AudioFormat Input, AudioFormat Output, int ChunkMilliseconds, bool RealTime);

/// <summary>How a conversation begins and when it must end.</summary>
/// <param name="FirstLine">The caller's first line, spoken as written.</param>
/// <param name="Script">All lines of the caller when they are scripted; otherwise empty.</param>
/// <param name="Minimum">Number of turns before which the caller must not end the call.</param>
/// <param name="Maximum">Maximum number of turns.</param>
public sealed record SimulationTurns(string FirstLine, IReadOnlyList<string> Script, int Minimum, int Maximum)
{
    /// <summary>Whether every line of the caller is scripted.</summary>
    public bool IsScripted => Script.Count > 0;
}
