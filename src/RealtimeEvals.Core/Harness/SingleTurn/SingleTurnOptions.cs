using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>What every single-turn run can be told.</summary>
public abstract record SingleTurnOptions : RunOptions
{
    /// <summary>The agent's system prompt.</summary>
    public string SystemPromptPath { get; init; } = ProductData.PathOf("crawl", "system_prompt.txt");

    /// <summary>The agent's tools.</summary>
    public string ToolsPath { get; init; } = ProductData.PathOf("crawl", "tools.json");

    /// <summary>The model under test.</summary>
    public string Model { get; init; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <summary>The agent's voice.</summary>
    public string Voice { get; init; } = "marin";

    /// <summary>The caller's audio on the wire.</summary>
    public abstract AudioFormat InputFormat { get; }

    /// <summary>The agent's audio on the wire.</summary>
    public abstract AudioFormat OutputFormat { get; }

    /// <summary>Who ends the caller's turn.</summary>
    public virtual TurnDetection TurnDetection { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<string> FindFaults() =>
    [
        .. base.FindFaults(),
        .. Model.Length == 0 ? new[] { "No model is named." } : [],
        .. Target.Dialect.FindFaults(InputFormat, OutputFormat),
    ];
}
