namespace RealtimeEvals.Datasets.Simulations;

/// <summary>The model that plays the caller.</summary>
/// <param name="SystemPrompt">Persona, goal and the rule of when to end the call; empty where every line is written.</param>
/// <param name="Model">Its model.</param>
/// <param name="Voice">Its voice; empty for the service's default.</param>
public sealed record SimulationCaller(string SystemPrompt, string Model, string Voice)
{
    /// <summary>What the caller says, alone, to end the call. It is never spoken to the agent.</summary>
    public const string EndOfCall = "END_CALL";
}
