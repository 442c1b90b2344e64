using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>The options that all runs of single turns share.</summary>
public abstract record SingleTurnOptions : RunOptions
{
    /// <summary>The text file with the agent's system prompt.</summary>
    /// <value>the shipped data/crawl/system_prompt.txt</value>
    public string SystemPromptPath { get; init; } = ProductData.PathOf("crawl", "system_prompt.txt");

    /// <summary>The JSON file with the agent's tools: an array of function definitions.</summary>
    /// <value>the shipped data/crawl/tools.json</value>
    public string ToolsPath { get; init; } = ProductData.PathOf("crawl", "tools.json");

    /// <summary>The model under test.</summary>
    /// <remarks>A model that ends within 90 days gives a warning, except with a service on this machine.</remarks>
    /// <value>default_realtime_model of data/models.json</value>
    public string Model { get; init; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <summary>The agent's voice; in crawl the caller's too.</summary>
    public string Voice { get; init; } = "marin";

    /// <summary>The caller's audio on the wire.</summary>
    public abstract AudioFormat InputFormat { get; }

    /// <summary>The agent's audio on the wire.</summary>
    public abstract AudioFormat OutputFormat { get; }

    /// <summary>Who ends the caller's turn: the client, or the service.</summary>
    /// <remarks>
    /// <para>
    /// None: the client commits the audio, so that the boundary is the same in every run. ServerVad: the service, after a stretch of
    /// silence. SemanticVad: the service, by what was said.
    /// </para>
    /// <para>
    /// With ServerVad and SemanticVad silence is sent after the audio until the answer is there, for at most 4 and 10 seconds of audio. The
    /// turn ends when the service has heard the true end of speech and has answered it. Once all silence has been sent, a second without
    /// any event ends the wait for that end.
    /// </para>
    /// </remarks>
    public virtual TurnDetection TurnDetection { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. base.FindProblems(),
        .. Model.Length == 0 ? new[] { "No model is named." } : [],
        .. Target.Dialect.FindProblems(InputFormat, OutputFormat),
    ];
}
