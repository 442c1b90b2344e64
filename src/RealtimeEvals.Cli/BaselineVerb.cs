using System.CommandLine;
using RealtimeEvals.Comparing;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>
/// <c>realtime-evals baseline</c>: writes a stored run to a small file for version control, which later runs are held against.
/// </summary>
internal static class BaselineVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = StoredRuns.Description };

    private static readonly Option<string> OutputFile = new("--output-file")
    {
        Description = Words.Of<BaselineOptions>(nameof(BaselineOptions.OutputPath)),
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string[]> Figure = new("--figure")
    {
        Description = Words.WithDefault<BaselineOptions>(nameof(BaselineOptions.Figures)),
        HelpName = "FIGURE",
    };

    private static readonly Option<bool> NoClobber = Switch("--no-clobber", Words.Of<BaselineOptions>(nameof(BaselineOptions.NoClobber)));

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Writes a stored run to a file for version control, which later runs are held against.";

    public static Command Create()
    {
        var command = new Command("baseline", Summary)
        {
            Run,
            OutputFile,
            Figure,
            NoClobber,
            StoredRuns.ResultsDir,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        EvalBaseline written = BaselineOperation.Export(new BaselineOptions
        {
            RunPath = StoredRuns.Find(parsed, parsed.GetValue(Run)!),
            OutputPath = FullPath(parsed.GetValue(OutputFile)!),
            Figures = parsed.GetValue(Figure) ?? [],
            NoClobber = parsed.GetValue(NoClobber),
        });
        await Terminal.Output.LineAsync(written.ToString());
        return ExitCode.Success;
    }
}
