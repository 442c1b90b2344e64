using System.CommandLine;
using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Calibration;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals agreement</c>: compares the grades of a stored run with what people said about the same items.</summary>
internal static class AgreementVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = StoredRuns.Description };

    private static readonly Option<string> Labels = new("--labels")
    {
        Description = Words.Of<AgreementOptions>(nameof(AgreementOptions.LabelPath)),
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string[]> Grader = new("--grader")
    {
        Description = Words.WithDefault<AgreementOptions>(nameof(AgreementOptions.Graders)),
        HelpName = "ID",
    };

    private static readonly Option<int> MinimumItems = Number(
        "--min-items",
        Words.Of<AgreementOptions>(nameof(AgreementOptions.MinimumItemCount)),
        new AgreementOptions().MinimumItemCount);

    private static readonly Option<string> OutputFile = new("--output-file")
    {
        Description = Words.WithDefault<AgreementOptions>(nameof(AgreementOptions.OutputPath)),
        HelpName = "FILE",
    };

    private static readonly Option<bool> NoClobber = Switch("--no-clobber", Words.Of<AgreementOptions>(nameof(AgreementOptions.NoClobber)));

    private static readonly Option<OutputStyle> Output = Choice<OutputStyle>("--output", "What is written to standard output.");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Says how far the grades of a stored run agree with labels of people.";

    public static Command Create()
    {
        var command = new Command("agreement", Summary)
        {
            Run,
            Labels,
            Grader,
            MinimumItems,
            OutputFile,
            NoClobber,
            Output,
            StoredRuns.ResultsDir,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        OutputStyle style = parsed.GetValue(Output);
        if (style == OutputStyle.Csv) throw EvalErrors.InvalidSetting(["The agreement is written as a table or as JSON."]);
        var options = new AgreementOptions
        {
            LabelPath = FullPath(parsed.GetValue(Labels)!),
            Graders = parsed.GetValue(Grader) ?? [],
            MinimumItemCount = parsed.GetValue(MinimumItems),
            OutputPath = parsed.GetValue(OutputFile) is { Length: > 0 } given ? FullPath(given) : "",
            NoClobber = parsed.GetValue(NoClobber),
        };
        options.Require();
        var operation = new AgreementOperation(
            AdapterServices.Create(TimeProvider.System).Tables, AdapterServices.Distributions, TimeProvider.System);
        IReadOnlyList<JudgeAgreement> found =
            operation.Measure(options with { RunPath = StoredRuns.Find(parsed, parsed.GetValue(Run)!) });
        if (style == OutputStyle.Json) await Terminal.Output.JsonAsync(JsonSerializer.Serialize(found, RunJson.Indented));
        else foreach (JudgeAgreement one in found) await WriteAsync(one);
        return ExitCode.Success;
    }

    private static async Task WriteAsync(JudgeAgreement one)
    {
        await Terminal.Output.LineAsync(FormattableString.Invariant(
            $"{one.Grader} ({one.Kind}): {one.Verdict}, {one.Items} items compared, {one.Unlabelled} without a label"));
        string passed = FormattableString.Invariant($"people pass: grader passes {one.TruePass}, fails {one.FalseFail}");
        string failed = FormattableString.Invariant($"people fail: grader passes {one.FalsePass}, fails {one.TrueFail}");
        await Terminal.Output.LineAsync($"  {passed}; {failed}");
        await TellAsync("sensitivity", one.Sensitivity, one.SensitivityLow, one.SensitivityHigh);
        await TellAsync("specificity", one.Specificity, one.SpecificityLow, one.SpecificityHigh);
        await TellAsync("agreement", one.Agreement, one.AgreementLow, one.AgreementHigh);
        await TellAsync("kappa", one.Kappa, one.KappaLow, one.KappaHigh);
        await TellAsync("alpha", one.Alpha, one.AlphaLow, one.AlphaHigh);
        await TellAsync("pass rate", one.RawPassRate, one.RawPassRateLow, one.RawPassRateHigh);
        await TellAsync("corrected", one.CorrectedPassRate, one.CorrectedPassRateLow, one.CorrectedPassRateHigh);
        if (one.Message.Length > 0) await Terminal.Output.WrappedAsync($"  {one.Message}");
    }

    private static async Task TellAsync(string name, double? value, double? low, double? high)
    {
        string shown = value is double known ? FormattableString.Invariant($"{known:0.000}") : "unknown";
        string range = low is double from && high is double to ? FormattableString.Invariant($" [{from:0.000}, {to:0.000}]") : "";
        await Terminal.Output.LineAsync($"  {name,-12} {shown}{range}");
    }
}
