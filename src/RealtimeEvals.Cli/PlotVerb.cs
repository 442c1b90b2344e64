using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Plots;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals plot</c>: draws plots of one or more stored runs.</summary>
internal static class PlotVerb
{
    private static readonly Argument<string[]> Runs = new("RUN")
    {
        Description = "The folder of a run, or its name below --results-dir; of several, the first is the yardstick.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<PlotKind[]> Kind =
        Choices<PlotKind>("--kind", Words.WithDefault<PlotOptions>(nameof(PlotOptions.Kinds)));

    private static readonly Option<PlotFormat[]> Format =
        Choices<PlotFormat>("--picture-format", Words.WithDefault<PlotOptions>(nameof(PlotOptions.Formats)));

    private static readonly Option<PlotTheme> Theme = Choice<PlotTheme>("--theme", Words.Of<PlotOptions>(nameof(PlotOptions.Theme)));
    private static readonly Option<string> OutPath = new("--out-path")
    {
        Description = Words.WithDefault<PlotOptions>(nameof(PlotOptions.OutPath)),
        HelpName = "FOLDER",
    };

    private static readonly Option<bool> NoClobber = Switch("--no-clobber", Words.Of<PlotOptions>(nameof(PlotOptions.NoClobber)));

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Draws plots of a stored run, or of several, as PNG and SVG.";

    public static Command Create()
    {
        var command = new Command("plot", Summary)
        {
            Runs,
            Kind,
            Format,
            Theme,
            OutPath,
            StoredRuns.ResultsDir,
            NoClobber,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        var options = new PlotOptions
        {
            Kinds = parsed.GetValue(Kind) ?? [],
            Formats = parsed.GetValue(Format) ?? [],
            Theme = parsed.GetValue(Theme),
            OutPath = parsed.GetValue(OutPath) is { Length: > 0 } given ? FullPath(given) : "",
            NoClobber = parsed.GetValue(NoClobber),
        };
        RunEvidence[] runs = [.. parsed.GetValue(Runs)!.Select(run => StoredRunEvidence.Read(StoredRuns.Find(parsed, run)))];
        var operation = new PlotOperation(AdapterServices.CreatePainter());
        foreach (string path in operation.Draw(options, runs, Environment.CurrentDirectory)) await Terminal.Output.OwnAsync(path + "\n");
        return ExitCode.Success;
    }
}
