using System.CommandLine;
using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Comparing;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals compare</c>: says what changed between two stored runs, or since an approved baseline.</summary>
internal static class CompareVerb
{
    private static readonly Argument<string> Reference = new("REFERENCE")
    {
        Description = "The yardstick: the folder of a run, its name below --results-dir, or a baseline file.",
    };

    private static readonly Argument<string> Candidate = new("RUN") { Description = StoredRuns.Description };

    private static readonly Option<string[]> Figure = new("--figure")
    {
        Description = Words.WithDefault<CompareOptions>(nameof(CompareOptions.Figures)),
        HelpName = "FIGURE",
    };

    private static readonly Option<int> MinimumCases = Number(
        "--min-cases", Words.Of<CompareOptions>(nameof(CompareOptions.MinimumCaseCount)), CompareOptions.DefaultMinimumCaseCount);

    private static readonly Option<int> Seed = Number("--seed", Words.Of<CompareOptions>(nameof(CompareOptions.Seed)), 1);

    private static readonly Option<bool> AllowUnpaired =
        Switch("--allow-unpaired", Words.Of<CompareOptions>(nameof(CompareOptions.AllowUnpaired)));

    private static readonly Option<OutputStyle> Output = Choice<OutputStyle>("--output", "What is written to standard output.");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Says what changed between two stored runs of the same cases, or since a baseline.";

    public static Command Create()
    {
        var command = new Command("compare", Summary)
        {
            Reference,
            Candidate,
            Figure,
            MinimumCases,
            Seed,
            AllowUnpaired,
            Output,
            StoredRuns.ResultsDir,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        OutputStyle style = parsed.GetValue(Output);
        if (style == OutputStyle.Csv) throw EvalErrors.InvalidSetting(["A comparison is written as a table or as JSON."]);
        EvalComparison found = new CompareOperation(AdapterServices.Distributions).Compare(new CompareOptions
        {
            ReferencePath = StoredRuns.FindOrFile(parsed, parsed.GetValue(Reference)!),
            CandidatePath = StoredRuns.FindOrFile(parsed, parsed.GetValue(Candidate)!),
            Figures = parsed.GetValue(Figure) ?? [],
            MinimumCaseCount = parsed.GetValue(MinimumCases),
            Seed = parsed.GetValue(Seed),
            AllowUnpaired = parsed.GetValue(AllowUnpaired),
        });
        if (style == OutputStyle.Json) await Terminal.Output.JsonAsync(JsonSerializer.Serialize(found, RunJson.Indented));
        else await ComparisonOutput.WriteAsync(found);
        return ExitCode.Success;
    }
}
