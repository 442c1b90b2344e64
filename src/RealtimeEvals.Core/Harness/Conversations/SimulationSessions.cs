using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>The configurations of the two sessions of a conversation.</summary>
internal static class SimulationSessions
{
    private static readonly System.Text.Json.JsonElement NoTools =
        System.Text.Json.JsonSerializer.SerializeToElement(Array.Empty<object>());

    /// <summary>The agent's session.</summary>
    public static SessionRequest OfAgent(Simulation simulation) => new(simulation.Agent.Model, new SessionConfiguration
    {
        Instructions = simulation.Agent.SystemPrompt,
        Tools = simulation.Agent.Tools.ForService,
        InputFormat = simulation.Audio.Input,
        OutputFormat = simulation.Audio.Output,
        Voice = simulation.Agent.Voice,
    });

    /// <summary>The session of the model that plays the caller. It produces audio and has no tools.</summary>
    public static SessionRequest OfCaller(Simulation simulation) => new(simulation.Caller.Model, new SessionConfiguration
    {
        Instructions = simulation.Caller.SystemPrompt,
        Tools = NoTools,
        MayCallTools = false,
        InputFormat = simulation.Audio.Input,
        OutputFormat = simulation.Audio.Output,
        Voice = simulation.Caller.Voice,
    });
}
