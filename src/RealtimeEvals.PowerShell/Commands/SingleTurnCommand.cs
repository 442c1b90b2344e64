using System.Management.Automation;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters of the cmdlets that run single turns.</summary>
/// <typeparam name="TOptions">The options of the operation.</typeparam>
public abstract class SingleTurnCommand<TOptions> : RunCommand<TOptions>
    where TOptions : SingleTurnOptions
{
    /// <inheritdoc cref="SingleTurnOptions.Model" />
    [Parameter]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string Model { get; set; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <inheritdoc cref="SingleTurnOptions.Voice" />
    [Parameter]
    [ArgumentCompleter(typeof(VoiceCompleter))]
    public string Voice { get; set; } = "marin";

    /// <inheritdoc cref="SingleTurnOptions.SystemPromptPath" />
    [Parameter]
    [Alias("SystemPromptFile")]
    public string? SystemPromptPath { get; set; }

    /// <inheritdoc cref="SingleTurnOptions.ToolsPath" />
    [Parameter]
    [Alias("ToolsFile")]
    public string? ToolsPath { get; set; }

    /// <summary>Returns a function that creates the options with the settings of one harness.</summary>
    /// <param name="resultsPath">The resolved folder of all runs.</param>
    private protected abstract Func<ServiceTarget, TOptions> PlanHarnessOptions(string resultsPath);

    private protected sealed override Func<ServiceTarget, TOptions> PlanOptions(string resultsPath)
    {
        string prompt = SystemPromptPath is null ? ProductData.PathOf("crawl", "system_prompt.txt") : this.Full(SystemPromptPath);
        string tools = ToolsPath is null ? ProductData.PathOf("crawl", "tools.json") : this.Full(ToolsPath);
        Func<ServiceTarget, TOptions> own = PlanHarnessOptions(resultsPath);
        return target => (TOptions)((SingleTurnOptions)own(target) with
        {
            SystemPromptPath = prompt,
            ToolsPath = tools,
            Model = Model,
            Voice = Voice,
        });
    }
}
