using System.CommandLine;
using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>
/// <c>realtime-evals gate</c>: looks at a stored run by rules; only a run that meets all of them on whole evidence passes.
/// </summary>
internal static class GateVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The folder of the run, or its name below --results-dir." };
    private static readonly Option<string> ResultsDir = Text("--results-dir", "The folder of all runs.", "results");
    private static readonly Option<string> DataCsv = new("--data-csv")
    {
        Description = "Where the data file is now, if it is not where it was run.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Json = Switch("--json", "Write the whole report as JSON to standard output.");

    public static Command Create()
    {
        var gate = new GateFlags();
        var command = new Command("gate", "Looks at a stored run by rules and says whether it may pass.")
        {
            Run,
            ResultsDir,
            DataCsv,
            Json,
        };
        gate.AddTo(command);
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed, gate)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, GateFlags flags)
    {
        GateOptions gate = flags.Read(parsed) ?? throw EvalErrors.InvalidSetting(["A gate needs rules: --require RULE or --policy FILE."]);
        if (parsed.GetValue(DataCsv) is { Length: > 0 } data) gate = gate with { DataPath = FullPath(data) };
        string named = parsed.GetValue(Run)!;
        string run = RunFolder.Find(FullPath(named), FullPath(Path.Combine(parsed.GetValue(ResultsDir)!, named)));
        GateReport report = new GateEngine(gate, TimeProvider.System).Evaluate(RunFolderEvidence.Read(run));
        if (parsed.GetValue(Json)) await Terminal.Output.JsonAsync(JsonSerializer.Serialize(report, RunJson.Indented));
        else await GateText.WriteAsync(Terminal.Output, report);
        return ExitCode.Of(report);
    }
}
