namespace RealtimeEvals.Datasets.Simulations;

/// <summary>The agent under test.</summary>
/// <param name="SystemPromptPath">The file of its instructions.</param>
/// <param name="SystemPrompt">Its instructions.</param>
/// <param name="ToolsPath">The file of its tools.</param>
/// <param name="Tools">Its tools.</param>
/// <param name="Model">Its model.</param>
/// <param name="Voice">Its voice; empty for the service's default.</param>
public sealed record SimulationAgent(
    string SystemPromptPath,
    string SystemPrompt,
    string ToolsPath,
    ToolSet Tools,
    string Model,
    string Voice);
