namespace RealtimeEvals.Datasets.Simulations;

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
