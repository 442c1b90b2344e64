using RealtimeEvals.Audio;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Values of a run that replace those of the simulation files, and defaults for missing ones.</summary>
public sealed record SimulationOverrides
{
    /// <summary>The agent's model in every simulation; empty to use that of the file.</summary>
    public string AgentModel { get; init; } = "";

    /// <summary>The caller's model in every simulation; empty to use that of the file.</summary>
    public string CallerModel { get; init; } = "";

    /// <summary>The path of the agent's system prompt in every simulation; empty to use that of the file.</summary>
    public string SystemPromptPath { get; init; } = "";

    /// <summary>The path of the agent's tools in every simulation; empty to use those of the file.</summary>
    public string ToolsPath { get; init; } = "";

    /// <summary>The caller's system prompt in every simulation; empty to use that of the file.</summary>
    public string CallerPrompt { get; init; } = "";

    /// <summary>The maximum number of turns; 0 to use that of the index or the file.</summary>
    public int MaximumTurns { get; init; }

    /// <summary>The default encoding of the audio sent to the agent.</summary>
    public AudioEncoding InputEncoding { get; init; }

    /// <summary>The default encoding of the models' speech.</summary>
    public AudioEncoding OutputEncoding { get; init; }

    /// <summary>The default sample rate of PCM16, in Hz.</summary>
    public int SampleRate { get; init; } = 24_000;

    /// <summary>The default length of one audio chunk in milliseconds.</summary>
    public int ChunkMilliseconds { get; init; } = 20;

    /// <summary>Whether the caller's audio is streamed in real time by default.</summary>
    public bool RealTime { get; init; }
}
