using RealtimeEvals.Audio;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>What a run puts in the place of what the files say, and what counts where they say nothing.</summary>
public sealed record SimulationOverrides
{
    /// <summary>The agent's model in every simulation; empty for that of the file.</summary>
    public string AgentModel { get; init; } = "";

    /// <summary>The caller's model in every simulation; empty for that of the file.</summary>
    public string CallerModel { get; init; } = "";

    /// <summary>The agent's system prompt in every simulation; empty for that of the file.</summary>
    public string SystemPromptPath { get; init; } = "";

    /// <summary>The agent's tools in every simulation; empty for those of the file.</summary>
    public string ToolsPath { get; init; } = "";

    /// <summary>The caller's system prompt in every simulation; empty for that of the file.</summary>
    public string CallerPrompt { get; init; } = "";

    /// <summary>Turns after which a conversation is over; 0 for what the index or the file says.</summary>
    public int MaximumTurns { get; init; }

    /// <summary>What the agent hears where the file says nothing.</summary>
    public AudioEncoding InputEncoding { get; init; }

    /// <summary>What the models speak where the file says nothing.</summary>
    public AudioEncoding OutputEncoding { get; init; }

    /// <summary>Samples a second of PCM16 where the file says nothing.</summary>
    public int SampleRate { get; init; } = 24_000;

    /// <summary>The length of one audio chunk in milliseconds where the file says nothing.</summary>
    public int ChunkMilliseconds { get; init; } = 20;

    /// <summary>Whether the caller is streamed at the speed of speech where the file says nothing.</summary>
    public bool RealTime { get; init; }
}
