using System.CommandLine;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags that crawl and walk share.</summary>
/// <param name="options">The type of the options that the flags are bound to.</param>
/// <param name="data">The path of the shipped cases, relative to the folder data.</param>
internal sealed class SingleTurnFlags(Type options, params string[] data)
{
    private readonly Option<string> _model = Text(
        "--model",
        Words.Of<SingleTurnOptions>(nameof(SingleTurnOptions.Model)),
        ModelCatalog.Shipped.DefaultRealtimeModel);

    private readonly Option<string> _systemPromptFile =
        ShippedFile("--system-prompt-file", Words.WithDefault<SingleTurnOptions>(nameof(SingleTurnOptions.SystemPromptPath)));

    private readonly Option<string> _toolsFile =
        ShippedFile("--tools-file", Words.WithDefault<SingleTurnOptions>(nameof(SingleTurnOptions.ToolsPath)));

    private readonly Option<string> _voice = Text("--voice", Words.Of<SingleTurnOptions>(nameof(SingleTurnOptions.Voice)), "marin");
    private readonly RunFlags _run = new(options, TurnLimits.Default.Total, "--data-csv", data);

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _model, _systemPromptFile, _toolsFile, _voice }) command.Options.Add(option);
        _run.AddTo(command);
    }

    /// <summary>Returns the folder of all runs.</summary>
    public string ResultsPath(ParseResult parsed) => _run.ResultsPath(parsed);

    /// <summary>Returns the options with the values of these flags.</summary>
    public TOptions Apply<TOptions>(ParseResult parsed, TOptions options)
        where TOptions : SingleTurnOptions => _run.Apply(parsed, (TOptions)((SingleTurnOptions)options with
        {
            SystemPromptPath = parsed.PathOf(_systemPromptFile, "crawl", "system_prompt.txt"),
            ToolsPath = parsed.PathOf(_toolsFile, "crawl", "tools.json"),
            Model = parsed.GetValue(_model)!,
            Voice = parsed.GetValue(_voice)!,
        }));

    /// <summary>Runs a verb on the requested service, and shows the results.</summary>
    public Task<int> RunAsync(ParseResult parsed, string verb, Func<ServiceTarget, ConsoleSink, Task> run) =>
        _run.RunAsync<SingleTurnResult>(parsed, verb, run, async found =>
        {
            SingleTurnResult[] results = [.. found.OrderBy(result => result.CaseNumber)];
            await new SingleTurnReport(verb, _run.Repeat(parsed), results).WriteAsync(_run.Output(parsed));
            return results[0].RunPath;
        });
}
