using System.CommandLine;
using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Comparing;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals power</c>: says how many cases or trials a difference needs.</summary>
internal static class PowerVerb
{
    private static readonly Option<double?> Difference = Maybe<double?>("--difference", nameof(PowerOptions.Difference));
    private static readonly Option<int?> Cases = Maybe<int?>("--cases", nameof(PowerOptions.CaseCount));
    private static readonly Option<double?> DifferingShare = Maybe<double?>("--differing-share", nameof(PowerOptions.DifferingShare));
    private static readonly Option<double?> Deviation = Maybe<double?>("--deviation", nameof(PowerOptions.Deviation));
    private static readonly Option<int?> Trials = Maybe<int?>("--trials", nameof(PowerOptions.TrialCount));
    private static readonly Option<double> BetweenShare = Share("--between-share", nameof(PowerOptions.BetweenShare), 1);
    private static readonly Option<double> Power = Share("--power", nameof(PowerOptions.Power), 0.8);
    private static readonly Option<double> Alpha = Share("--alpha", nameof(PowerOptions.Alpha), 0.05);
    private static readonly Option<OutputStyle> Output = Choice<OutputStyle>("--output", "What is written to standard output.");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Says how many cases or trials a difference between two runs needs.";

    public static Command Create()
    {
        var command = new Command("power", Summary)
        {
            Difference,
            Cases,
            DifferingShare,
            Deviation,
            Trials,
            BetweenShare,
            Power,
            Alpha,
            Output,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        OutputStyle style = parsed.GetValue(Output);
        if (style == OutputStyle.Csv) throw EvalErrors.InvalidSetting(["The power is written as a text or as JSON."]);
        EvalPower found = new PowerOperation(AdapterServices.Distributions).Measure(new PowerOptions
        {
            Difference = parsed.GetValue(Difference),
            CaseCount = parsed.GetValue(Cases),
            DifferingShare = parsed.GetValue(DifferingShare),
            Deviation = parsed.GetValue(Deviation),
            TrialCount = parsed.GetValue(Trials),
            BetweenShare = parsed.GetValue(BetweenShare),
            Power = parsed.GetValue(Power),
            Alpha = parsed.GetValue(Alpha),
        });
        if (style == OutputStyle.Json) await Terminal.Output.JsonAsync(JsonSerializer.Serialize(found, RunJson.Indented));
        else await Terminal.Output.WrappedAsync(found.ToString());
        return ExitCode.Success;
    }

    private static Option<T> Maybe<T>(string name, string property) =>
        new(name) { Description = Words.WithDefault<PowerOptions>(property) };

    private static Option<double> Share(string name, string property, double value) =>
        new(name) { Description = Words.Of<PowerOptions>(property), DefaultValueFactory = _ => value };
}
