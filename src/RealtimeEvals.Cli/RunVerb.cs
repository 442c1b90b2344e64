using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>
/// <c>realtime-evals run</c>: the flags of the realtime evals of OpenAI's cookbook and our own, bound to <see cref="SimulationOptions"/>.
/// </summary>
internal static class RunVerb
{
    private static readonly string DefaultModel =
        $"[default: that of each simulation, else {ModelCatalog.Shipped.DefaultRealtimeModel}]";

    private static readonly Option<string> Model = Text("--model", "Short for --assistant-model.", "");
    private static readonly Option<string> AssistantModel = Text(
        "--assistant-model",
        $"{Words.Of<SimulationOverrides>(nameof(SimulationOverrides.AgentModel))} {DefaultModel}",
        "");

    private static readonly Option<string> SimulatorModel = Text(
        "--simulator-model",
        $"{Words.Of<SimulationOverrides>(nameof(SimulationOverrides.CallerModel))} {DefaultModel}",
        "");

    private static readonly Option<string> SystemPromptFile = Text("--system-prompt-file", "Short for --assistant-system-prompt-file.", "");
    private static readonly Option<string> ToolsFile = Text("--tools-file", "Short for --assistant-tools-file.", "");
    private static readonly Option<string> AssistantSystemPromptFile =
        Text("--assistant-system-prompt-file", Words.WithDefault<SimulationOverrides>(nameof(SimulationOverrides.SystemPromptPath)), "");

    private static readonly Option<string> AssistantToolsFile =
        Text("--assistant-tools-file", Words.WithDefault<SimulationOverrides>(nameof(SimulationOverrides.ToolsPath)), "");

    private static readonly Option<string> SimulatorSystemPrompt =
        Text("--simulator-system-prompt", Words.WithDefault<SimulationOverrides>(nameof(SimulationOverrides.CallerPrompt)), "");

    private static readonly Option<int> SampleRateHz =
        Number("--sample-rate-hz", Words.Of<SimulationOverrides>(nameof(SimulationOverrides.SampleRate)), 24_000);

    private static readonly Option<string> InputFormat =
        Encoding("--input-audio-format", Words.Of<SimulationOverrides>(nameof(SimulationOverrides.InputEncoding)), AudioFormat.Pcm24K.Name);

    private static readonly Option<string> OutputFormat =
        Encoding(
            "--output-audio-format",
            Words.Of<SimulationOverrides>(nameof(SimulationOverrides.OutputEncoding)),
            AudioFormat.Pcm24K.Name);

    private static readonly Option<int> MaxTurns =
        Number("--max-turns", Words.Of<SimulationOverrides>(nameof(SimulationOverrides.MaximumTurns)), 0);

    private static readonly Option<int> ToolRoundLimit =
        Number("--tool-round-limit", Words.Of<SimulationOptions>(nameof(SimulationOptions.ToolRoundLimit)), 8);

    private static readonly Option<double> InvalidCallerLimit = new("--invalid-caller-limit")
    {
        Description = Words.Of<SimulationOptions>(nameof(SimulationOptions.InvalidCallerLimit)),
        DefaultValueFactory = _ => 0.2,
    };

    private static readonly Option<bool> SkipJudge =
        Switch("--skip-judge", Words.Of<SimulationOptions>(nameof(SimulationOptions.SkipJudge)));

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Simulated conversations: one model calls another, tools are mocked, a judge grades.";

    public static Command Create()
    {
        TimeSpan limit = ConversationOptions.ConversationLimits.Total;
        var shared = new RunFlags(typeof(SimulationOptions), limit, "--data-csv", "run", "simulations.csv");
        var speech = new SpeechFlags();
        var judge = new JudgeFlags();
        var command = new Command("run", Summary)
        {
            Model,
            AssistantModel,
            SimulatorModel,
            SystemPromptFile,
            ToolsFile,
            AssistantSystemPromptFile,
            AssistantToolsFile,
            SimulatorSystemPrompt,
            SampleRateHz,
            InputFormat,
            OutputFormat,
            MaxTurns,
            ToolRoundLimit,
            InvalidCallerLimit,
            SkipJudge,
        };
        shared.AddTo(command);
        judge.AddTo(command);
        speech.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => shared.RunAsync<ConversationResult>(
            parsed,
            command.Name,
            (target, sink) => new SimulationOperation(AdapterServices.Create(TimeProvider.System))
                .RunAsync(ToOptions(parsed, shared, judge, speech, target), sink, cancellationToken),
            async found =>
            {
                ConversationResult[] results = [.. found.OrderBy(result => result.ConversationNumber)];
                string next = $"realtime-evals run{shared.Repeat(parsed)} --max-examples 1";
                await new ConversationReport(results, next).WriteAsync(shared.Output(parsed));
                return results[0].RunPath;
            })));
        return command;
    }

    private static SimulationOptions ToOptions(
        ParseResult parsed, RunFlags shared, JudgeFlags judge, SpeechFlags speech, ServiceTarget target)
    {
        string results = shared.ResultsPath(parsed);
        return shared.Apply(parsed, new SimulationOptions
        {
            Target = target,
            ResultsPath = results,
            SpeechCachePath = speech.CachePath(parsed, results),
            SpeechSource = speech.Source(parsed),
            SpeechModel = speech.Model(parsed),
            Overrides = ToOverrides(parsed, shared),
            JudgeModel = judge.Model(parsed),
            JudgeSamples = judge.Samples(parsed),
            TranscriptionModel = judge.TranscriptionModel(parsed),
            SkipJudge = parsed.GetValue(SkipJudge),
            ToolRoundLimit = parsed.GetValue(ToolRoundLimit),
            InvalidCallerLimit = parsed.GetValue(InvalidCallerLimit),
        });
    }

    private static SimulationOverrides ToOverrides(ParseResult parsed, RunFlags shared) => new()
    {
        AgentModel = First(parsed, AssistantModel, Model),
        CallerModel = parsed.GetValue(SimulatorModel)!,
        SystemPromptPath = PathOf(First(parsed, AssistantSystemPromptFile, SystemPromptFile)),
        ToolsPath = PathOf(First(parsed, AssistantToolsFile, ToolsFile)),
        CallerPrompt = parsed.GetValue(SimulatorSystemPrompt)!,
        MaximumTurns = parsed.GetValue(MaxTurns),
        InputEncoding = AudioFormat.ParseEncoding(parsed.GetValue(InputFormat)!),
        OutputEncoding = AudioFormat.ParseEncoding(parsed.GetValue(OutputFormat)!),
        SampleRate = parsed.GetValue(SampleRateHz),
        ChunkMilliseconds = shared.ChunkMilliseconds(parsed),
        RealTime = shared.RealTime(parsed),
    };

    private static string First(ParseResult parsed, Option<string> specific, Option<string> general) =>
        parsed.GetValue(specific) is { Length: > 0 } given ? given : parsed.GetValue(general)!;

    private static string PathOf(string given) => given.Length > 0 ? FullPath(given) : "";
}
