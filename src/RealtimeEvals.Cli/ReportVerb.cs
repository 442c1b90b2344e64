using System.CommandLine;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Reporting;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals report</c>: a report about a stored run, and with rules about its gate.</summary>
internal static class ReportVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The folder of the run, or its name below --results-dir." };
    private static readonly Option<ReportFormat> Format = Choice<ReportFormat>("--format", "The format of the report.");
    private static readonly Option<string> OutputFile = new("--output-file")
    {
        Description = "The file to write; else standard output.",
        HelpName = "FILE",
    };

    private static readonly Option<string> ResultsDir = Text("--results-dir", "The folder of all runs.", "results");
    private static readonly Option<string> DataCsv = new("--data-csv")
    {
        Description = "Where the data file is now, if it is not where it was run.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        Format.Required = true;
        Format.HelpName = "junit|sarif|git-hub-annotation|step-summary|markdown";
        var gate = new GateFlags();
        var command = new Command("report", "Writes a report about a stored run, and about its gate where rules are given.")
        {
            Run,
            Format,
            OutputFile,
            ResultsDir,
            DataCsv,
        };
        gate.AddTo(command);
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed, gate)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, GateFlags flags)
    {
        GateOptions? gate = flags.Read(parsed);
        if (parsed.GetValue(DataCsv) is { Length: > 0 } data)
        {
            gate = gate is null
                ? throw EvalErrors.InvalidSetting(["The data file is compared by a gate: add --require RULE or --policy FILE."])
                : gate with { DataPath = FullPath(data) };
        }

        string named = parsed.GetValue(Run)!;
        RunEvidence run = RunFolderEvidence.Read(
            RunFolder.Find(FullPath(named), FullPath(Path.Combine(parsed.GetValue(ResultsDir)!, named))));
        GateReport? verdict = gate is null ? null : new GateEngine(gate, TimeProvider.System).Evaluate(run);
        string text = new EvalReport(TimeProvider.System) { Runs = [run], Gates = verdict is null ? [] : [verdict],
            BasePath = RepositoryRoot.Of(Environment.CurrentDirectory) }.Write(parsed.GetValue(Format));
        if (parsed.GetValue(OutputFile) is { Length: > 0 } file) ReportFile.Write(FullPath(file), text);
        else await Terminal.Output.OwnAsync(text);
        if (verdict is null) return ExitCode.Success;
        await GateText.WriteAsync(Terminal.Error, verdict);
        return ExitCode.Of(verdict);
    }
}
