using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What one conversation was held with: the files and the command line taken together.</summary>
public sealed record ConversationSettings
{
    /// <summary>The agent's model as it was asked for.</summary>
    public string AssistantModel { get; init; } = "";

    /// <summary>The agent's voice; empty for the service's default.</summary>
    public string AssistantVoice { get; init; } = "";

    /// <summary>The caller's model as it was asked for; empty for a written caller.</summary>
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

    /// <summary>What the agent heard: encoding, rate.</summary>
    public string InputFormat { get; init; } = "";

    /// <summary>What the models spoke: encoding, rate.</summary>
    public string OutputFormat { get; init; } = "";

    /// <summary>The length of one audio chunk in milliseconds.</summary>
    public int ChunkMs { get; init; }

    /// <summary>Whether the caller was streamed at the speed of speech.</summary>
    public bool RealTime { get; init; }

    /// <summary>Turns after which the conversation is over.</summary>
    public int MaxTurns { get; init; }

    /// <summary>Rounds of tool calls after which a turn is over.</summary>
    public int ToolRoundLimit { get; init; }

    /// <summary>The seed of everything random.</summary>
    public int Seed { get; init; }

    /// <summary>What happens in the simulation, for the judge.</summary>
    public string Scenario { get; init; } = "";

    /// <summary>The agent's system prompt.</summary>
    public string SystemPrompt { get; init; } = "";

    /// <summary>The calls that are expected, in their order.</summary>
    public ValueList<string> ExpectedCalls { get; init; } = ValueList<string>.Empty;

    /// <summary>The tools that may not be called.</summary>
    public ValueList<string> ForbiddenTools { get; init; } = ValueList<string>.Empty;

    /// <summary>The graders of each turn.</summary>
    public ValueList<Grader> TurnGraders { get; init; } = ValueList<Grader>.Empty;

    /// <summary>The graders of the whole conversation.</summary>
    public ValueList<Grader> TraceGraders { get; init; } = ValueList<Grader>.Empty;

    /// <summary>One line: the models.</summary>
    public override string ToString() =>
        VisibleText.Of(SimulatorModel.Length == 0 ? $"{AssistantModel}, caller as written" : $"{AssistantModel}, caller {SimulatorModel}");
}
