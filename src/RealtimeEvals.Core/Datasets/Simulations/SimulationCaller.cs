namespace RealtimeEvals.Datasets.Simulations;

/// <summary>The model that plays the caller.</summary>
/// <param name="SystemPrompt">Persona, goal and the rule for ending the call; empty when every line is scripted.</param>
/// <param name="Model">The model of the caller.</param>
/// <param name="Voice">The voice of the caller; empty for the service's default.</param>
public sealed record SimulationCaller(string SystemPrompt, string Model, string Voice)
{
    /// <summary>What the caller says, as a line of its own, to end the call. It is never spoken to the agent.</summary>
    public const string EndOfCall = "END_CALL";
}
