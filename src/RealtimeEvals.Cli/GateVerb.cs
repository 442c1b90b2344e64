using System.CommandLine;
using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>
/// <c>realtime-evals gate</c>: evaluates rules on a stored run. The run passes only if its evidence is complete and meets all of them.
/// </summary>
internal static class GateVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = StoredRuns.Description };
    private static readonly Option<bool> Json = Switch("--json", "Write the whole report as JSON to standard output.");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Looks at a stored run by rules and says whether it may pass.";

    public static Command Create()
    {
        var gate = new GateFlags { IsOfStoredRun = true };
        var command = new Command("gate", Summary)
        {
            Run,
            StoredRuns.ResultsDir,
            Json,
        };
        gate.AddTo(command);
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed, gate)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, GateFlags flags)
    {
        GateOptions gate = flags.Read(parsed) ?? throw EvalErrors.InvalidSetting(["A gate needs rules: --require RULE or --policy FILE."]);
        string run = StoredRuns.Find(parsed, parsed.GetValue(Run)!);
        var engine = new GateEngine(gate, AdapterServices.Distributions, TimeProvider.System);
        GateReport report = engine.Evaluate(StoredRunEvidence.Read(run, gate));
        if (parsed.GetValue(Json)) await Terminal.Output.JsonAsync(JsonSerializer.Serialize(report, RunJson.Indented));
        else await GateOutput.WriteAsync(Terminal.Output, report);
        return ExitCode.Of(report);
    }
}
