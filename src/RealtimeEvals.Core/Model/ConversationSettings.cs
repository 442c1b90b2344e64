using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The effective settings of one conversation, merged from the files and the command line.</summary>
public sealed record ConversationSettings
{
    /// <summary>The agent's model as requested.</summary>
    public string AssistantModel { get; init; } = "";

    /// <summary>The agent's voice; empty for the service's default.</summary>
    public string AssistantVoice { get; init; } = "";

    /// <summary>The caller's model as requested; empty for a scripted caller.</summary>
    public string SimulatorModel { get; init; } = "";

    /// <summary>The caller's voice; empty for the service's default.</summary>
    public string SimulatorVoice { get; init; } = "";

    /// <summary>SHA-256 of the agent's system prompt, in hex.</summary>
    public string SystemPromptSha256 { get; init; } = "";

    /// <summary>SHA-256 of the text of the tools file, in hex.</summary>
    public string ToolsSha256 { get; init; } = "";

    /// <summary>SHA-256 of the caller's system prompt, in hex.</summary>
    public string SimulatorPromptSha256 { get; init; } = "";

    /// <summary>SHA-256 of the text of the simulation's file, in hex.</summary>
    public string SimulationSha256 { get; init; } = "";

    /// <summary>Encoding and sample rate of the audio sent to the agent.</summary>
    public string InputFormat { get; init; } = "";

    /// <summary>Encoding and sample rate of the models' speech.</summary>
    public string OutputFormat { get; init; } = "";

    /// <summary>The length of one audio chunk in milliseconds.</summary>
    public int ChunkMs { get; init; }

    /// <summary>Whether the caller's audio was streamed in real time.</summary>
    public bool RealTime { get; init; }

    /// <summary>Maximum number of turns.</summary>
    public int MaxTurns { get; init; }

    /// <summary>Maximum number of tool rounds in a turn.</summary>
    public int ToolRoundLimit { get; init; }

    /// <summary>The seed of all random choices.</summary>
    public int Seed { get; init; }

    /// <summary>What happens in the simulation, as the judge sees it.</summary>
    public string Scenario { get; init; } = "";

    /// <summary>The agent's system prompt.</summary>
    public string SystemPrompt { get; init; } = "";

    /// <summary>The expected calls, in their order.</summary>
    public ValueList<string> ExpectedCalls { get; init; } = ValueList<string>.Empty;

    /// <summary>The tools that must not be called.</summary>
    public ValueList<string> ForbiddenTools { get; init; } = ValueList<string>.Empty;

    /// <summary>The graders of each turn.</summary>
    public ValueList<Grader> TurnGraders { get; init; } = ValueList<Grader>.Empty;

    /// <summary>The graders of the whole conversation.</summary>
    public ValueList<Grader> TraceGraders { get; init; } = ValueList<Grader>.Empty;

    /// <summary>Returns the models on one line.</summary>
    public override string ToString() =>
        VisibleText.Of(SimulatorModel.Length == 0 ? $"{AssistantModel}, caller as written" : $"{AssistantModel}, caller {SimulatorModel}");
}
