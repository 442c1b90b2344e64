using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Reporting;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals report</c>: writes a report about a stored run and, if rules are given, about its gate.</summary>
internal static class ReportVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = StoredRuns.Description };
    private static readonly Option<ReportFormat> Format =
        Choice<ReportFormat>("--format", Words.Of<ReportOptions>(nameof(ReportOptions.Format)));

    private static readonly Option<string> OutputFile = new("--output-file")
    {
        Description = $"{Words.Of<ReportOptions>(nameof(ReportOptions.Path))} [default: standard output]",
        HelpName = "FILE",
    };

    private static readonly Option<bool> EmbedAudio = Switch("--embed-audio", Words.Of<ReportOptions>(nameof(ReportOptions.EmbedAudio)));

    private static readonly Option<bool> NoClobber =
        Switch("--no-clobber", Words.Of<ReportOptions>(nameof(ReportOptions.NoClobber)));

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Writes a report about a stored run, and about its gate where rules are given.";

    public static Command Create()
    {
        Format.Required = true;
        var gate = new GateFlags { IsOfStoredRun = true };
        var command = new Command("report", Summary)
        {
            Run,
            Format,
            OutputFile,
            StoredRuns.ResultsDir,
            EmbedAudio,
            NoClobber,
        };
        gate.AddTo(command);
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed, gate)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, GateFlags flags)
    {
        GateOptions? gate = flags.Read(parsed);
        var options = new ReportOptions
        {
            Format = parsed.GetValue(Format),
            Path = parsed.GetValue(OutputFile) is { Length: > 0 } given ? FullPath(given) : "",
            EmbedAudio = parsed.GetValue(EmbedAudio),
            NoClobber = parsed.GetValue(NoClobber),
        };
        if (options.NoClobber && options.Path.Length == 0) throw EvalErrors.InvalidSetting(["--no-clobber is about --output-file FILE."]);
        bool isPage = options.Format == ReportFormat.Html;
        if (options.EmbedAudio && !isPage) throw EvalErrors.InvalidSetting(["--embed-audio is about --format html."]);
        options.RefuseToReplace();
        RunEvidence run = StoredRunEvidence.Read(StoredRuns.Find(parsed, parsed.GetValue(Run)!));
        GateReport? verdict = gate is null ? null : new GateEngine(gate, AdapterServices.Distributions, TimeProvider.System).Evaluate(run);
        if (options.EmbedAudio) await Terminal.Error.OwnAsync(EmbeddedSound.Describe([run]) + "\n");
        string text = new EvalReport(TimeProvider.System)
        {
            Runs = [run],
            Gates = verdict is null ? [] : [verdict],
            BasePath = options.BasePath(Environment.CurrentDirectory),
            Page = isPage ? AdapterServices.CreatePage(options.EmbedAudio) : null,
        }.Write(options.Format);
        if (options.Path.Length > 0) ReportFile.Write(options.Path, text);
        else await Terminal.Output.OwnAsync(text);
        if (verdict is null) return ExitCode.Success;
        await GateOutput.WriteAsync(Terminal.Error, verdict);
        return ExitCode.Of(verdict);
    }
}
