using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>
/// <c>realtime-evals measure</c>: summarizes a stored run. Conversations are decided again and, on request, judged again.
/// </summary>
internal static class MeasureVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = StoredRuns.Description };
    private static readonly Option<bool> Judge = Switch("--judge", Words.Of<MeasureRunOptions>(nameof(MeasureRunOptions.Judge)));
    private static readonly Option<string> JudgeModel =
        Text("--judge-model", Words.WithDefault<MeasureRunOptions>(nameof(MeasureRunOptions.JudgeModel)), "");

    private static readonly Option<int?> JudgeSamples =
        new("--judge-samples") { Description = Words.WithDefault<MeasureRunOptions>(nameof(MeasureRunOptions.JudgeSamples)) };

    private static readonly Option<string> TranscriptionModel =
        Text("--transcription-model", Words.WithDefault<MeasureRunOptions>(nameof(MeasureRunOptions.TranscriptionModel)), "");

    private static readonly Option<int> ThrottleLimit =
        Number("--throttle-limit", Words.Of<MeasureRunOptions>(nameof(MeasureRunOptions.ThrottleLimit)), 4);

    private static readonly Option<double> Timeout =
        Seconds("--timeout", Words.Of<MeasureRunOptions>(nameof(MeasureRunOptions.Limit)), TurnLimits.Default.Inactivity.TotalSeconds);

    private static readonly Option<OutputStyle> Output = Choice<OutputStyle>("--output", "What is written to standard output.");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary =
        "Sums a stored run up; one of conversations is decided anew, and judged anew on request, without calling the agent.";

    public static Command Create()
    {
        var gate = new GateFlags { IsOfStoredRun = true };
        var target = new TargetOptions();
        var command = new Command("measure", Summary)
        {
            Run,
            StoredRuns.ResultsDir,
            Judge,
            JudgeModel,
            JudgeSamples,
            TranscriptionModel,
            ThrottleLimit,
            Timeout,
            Output,
        };
        gate.AddTo(command);
        target.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            Guarded.RunAsync(() => RunAsync(parsed, gate.Read(parsed), target, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, GateOptions? gate, TargetOptions target, CancellationToken cancellationToken)
    {
        await using var sandbox = target.StartSandbox(parsed);
        var options = new MeasureRunOptions
        {
            RunPath = StoredRuns.Place(parsed, parsed.GetValue(Run)!),
            Target = !parsed.GetValue(Judge) ? null : sandbox?.Target ?? target.Resolve(parsed),
            JudgeModel = parsed.GetValue(JudgeModel)!,
            JudgeSamples = parsed.GetValue(JudgeSamples),
            TranscriptionModel = parsed.GetValue(TranscriptionModel)!,
            ThrottleLimit = parsed.GetValue(ThrottleLimit),
            Limit = TurnLimits.Span(parsed.GetValue(Timeout)),
        };
        var sink = new ConsoleSink("measure");
        bool isWhole;
        try
        {
            isWhole = await new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(options, sink, cancellationToken);
        }
        finally
        {
            sink.EndProgress();
        }

        if (sink.Items is [EvalRunSummary summary])
        {
            int code = await SummaryReport.WriteAsync(summary, parsed.GetValue(Output));
            return await GateFlags.ApplyAsync(gate, options.RunPath, code);
        }

        ConversationResult[] results = [.. sink.Items.OfType<ConversationResult>()];
        if (results.Length == 0) return ExitCode.Infrastructure;
        await new ConversationReport(results, $"realtime-evals measure \"{options.RunPath}\" --judge").WriteAsync(parsed.GetValue(Output));
        int exitCode = isWhole ? ExitCode.Of(results.Select(result => result.Outcome)) : ExitCode.Infrastructure;
        return await GateFlags.ApplyAsync(gate, options.RunPath, exitCode);
    }
}
