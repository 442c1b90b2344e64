using RealtimeEvals.Audio;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Values of a run that replace those of the simulation files, and defaults for missing ones.</summary>
public sealed record SimulationOverrides
{
    /// <summary>The model under test, in every conversation.</summary>
    /// <remarks>
    /// Without it each simulation says which. A model that ends within 90 days gives a warning, except with a service on this machine.
    /// </remarks>
    /// <value>the model of each simulation, else default_realtime_model of data/models.json</value>
    public string AgentModel { get; init; } = "";

    /// <summary>The model that plays the caller, in every conversation whose caller is not written line by line.</summary>
    /// <remarks>
    /// Without it each simulation says which. A model that ends within 90 days gives a warning, except with a service on this machine.
    /// </remarks>
    /// <value>the model of each simulation, else default_realtime_model of data/models.json</value>
    public string CallerModel { get; init; } = "";

    /// <summary>The text file with the agent's system prompt, for every conversation.</summary>
    /// <value>that of each simulation</value>
    public string SystemPromptPath { get; init; } = "";

    /// <summary>The JSON file with the agent's tools, for every conversation: an array of function definitions.</summary>
    /// <value>those of each simulation</value>
    public string ToolsPath { get; init; } = "";

    /// <summary>The caller's instructions as text, for every conversation whose caller is a model.</summary>
    /// <remarks>
    /// Where they do not tell the caller to end the call by saying END_CALL and nothing else, conversations end at their limit of turns
    /// alone, and a warning says so.
    /// </remarks>
    /// <value>those of each simulation</value>
    public string CallerPrompt { get; init; } = "";

    /// <summary>Turns after which a conversation is over, 0 to 1000; 0 takes what the index and the simulation say.</summary>
    public int MaximumTurns { get; init; }

    /// <summary>The caller's audio as the agent hears it, where the simulation does not say: pcm16, g711_ulaw or g711_alaw.</summary>
    public AudioEncoding InputEncoding { get; init; }

    /// <summary>The audio of both models, where the simulation does not say: pcm16, g711_ulaw or g711_alaw.</summary>
    public AudioEncoding OutputEncoding { get; init; }

    /// <summary>The sample rate of pcm16 in Hz, 8000 to 48000, where the simulation does not say.</summary>
    /// <remarks>OpenAI's service and the sandbox take 24000 only. G.711 is always 8000 Hz.</remarks>
    public int SampleRate { get; init; } = 24_000;

    /// <summary>The default length of one audio chunk in milliseconds.</summary>
    public int ChunkMilliseconds { get; init; } = 20;

    /// <summary>Whether the caller's audio is streamed in real time by default.</summary>
    public bool RealTime { get; init; }
}
