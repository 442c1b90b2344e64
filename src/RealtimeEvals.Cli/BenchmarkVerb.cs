using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals benchmark</c>: its flags, bound to <see cref="BenchmarkOptions"/>.</summary>
internal static class BenchmarkVerb
{
    private static readonly Option<string[]> PromptPair = new("--prompt-pair")
    {
        Description = Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.PromptPairs)),
        HelpName = "INTERVIEWER=PARTICIPANT",
    };

    private static readonly Option<string> PromptPath =
        Text("--prompt-path", Words.WithDefault<BenchmarkOptions>(nameof(BenchmarkOptions.PromptPath)), "");

    private static readonly Option<string[]> PromptValue = new("--prompt-value")
    {
        Description = Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.PromptValues)),
        HelpName = "NAME=VALUE",
    };

    private static readonly Option<string> EndCue =
        Text("--end-cue", Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.EndCue)), PromptFolder.DefaultEndCue);

    private static readonly Option<string> FirstLine =
        Text("--first-line", Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.FirstLine)), BenchmarkOptions.DefaultFirstLine);

    private static readonly Option<int> MaxTurns =
        Number("--max-turns", Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.MaximumTurns)), BenchmarkOptions.DefaultTurns);

    private static readonly Option<double> TimeLimit = Seconds(
        "--time-limit",
        Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.TimeLimit)),
        BenchmarkOptions.DefaultTimeLimit.TotalSeconds);

    private static readonly Option<decimal?> CostLimitUsd = new("--cost-limit-usd")
    {
        Description = Words.WithDefault<BenchmarkOptions>(nameof(BenchmarkOptions.CostLimitUsd)),
    };

    private static readonly Option<string> InterviewerModel = Text(
        "--interviewer-model",
        Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.InterviewerModel)),
        ModelCatalog.Shipped.DefaultRealtimeModel);

    private static readonly Option<string> InterviewerVoice =
        Text("--interviewer-voice", Words.WithDefault<BenchmarkOptions>(nameof(BenchmarkOptions.InterviewerVoice)), "");

    private static readonly Option<string> ParticipantModel = Text(
        "--participant-model",
        Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.ParticipantModel)),
        ModelCatalog.Shipped.DefaultParticipantModel);

    private static readonly Option<bool> ParticipantAudio =
        Switch("--participant-audio", Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.ParticipantAudio)));

    private static readonly Option<string> ParticipantVoice = Text(
        "--participant-voice", Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.ParticipantVoice)), ConversationOptions.WrittenVoice);

    private static readonly Option<string> ParticipantCondition = Text(
        "--participant-condition", Words.Of<BenchmarkOptions>(nameof(BenchmarkOptions.ParticipantCondition)), AudioCondition.Clean);

    private static readonly Option<double> InvalidCallerLimit = new("--invalid-caller-limit")
    {
        Description = Words.Of<ConversationOptions>(nameof(ConversationOptions.InvalidCallerLimit)),
        DefaultValueFactory = _ => 0.2,
    };

    private static readonly Option<string> StorePath = Text(
        "--store-path",
        "The database with the runs. The environment variable REALTIME_EVALS_STORE names another one for all commands. "
            + "[default: RealtimeEvals/runs.sqlite in the user's local application data]",
        "");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Interviews: a voice agent asks, a text model plays the participant, tests grade.";

    public static Command Create()
    {
        TimeSpan limit = ConversationOptions.ConversationLimits.Total;
        var shared = new RunFlags(typeof(BenchmarkOptions), limit, "--data-csv", "benchmark", "pairs.csv");
        var speech = new SpeechFlags();
        var command = new Command("benchmark", Summary)
        {
            PromptPair,
            PromptPath,
            PromptValue,
            EndCue,
            FirstLine,
            MaxTurns,
            TimeLimit,
            CostLimitUsd,
            InterviewerModel,
            InterviewerVoice,
            ParticipantModel,
            ParticipantAudio,
            ParticipantVoice,
            ParticipantCondition,
            InvalidCallerLimit,
            StorePath,
        };
        shared.AddTo(command);
        speech.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => shared.RunAsync<InterviewResult>(
            parsed,
            command.Name,
            (target, sink) => new BenchmarkOperation(AdapterServices.Create(TimeProvider.System, Store(parsed)))
                .RunAsync(ToOptions(parsed, shared, speech, target), sink, cancellationToken),
            async found =>
            {
                InterviewResult[] results = [.. found.OrderBy(result => result.ConversationNumber)];
                string next = $"realtime-evals benchmark{shared.Repeat(parsed)} --max-examples 1";
                await new InterviewReport(results, Store(parsed) ?? Runs.Index.StorePath.Default(), next).WriteAsync(shared.Output(parsed));
                return results[0].RunPath;
            })));
        return command;
    }

    private static string? Store(ParseResult parsed) => parsed.GetValue(StorePath) is { Length: > 0 } path ? FullPath(path) : null;

    private static BenchmarkOptions ToOptions(ParseResult parsed, RunFlags shared, SpeechFlags speech, ServiceTarget target)
    {
        string results = shared.ResultsPath(parsed);
        return shared.Apply(parsed, new BenchmarkOptions
        {
            Target = target,
            ResultsPath = results,
            SpeechCachePath = speech.CachePath(parsed, results),
            SpeechSource = speech.Source(parsed),
            SpeechModel = speech.Model(parsed),
            PromptPairs = parsed.GetValue(PromptPair) ?? [],
            PromptPath = parsed.GetValue(PromptPath) is { Length: > 0 } folder ? FullPath(folder) : PromptFolder.Shipped,
            PromptValues = parsed.GetValue(PromptValue) ?? [],
            EndCue = parsed.GetValue(EndCue)!,
            FirstLine = parsed.GetValue(FirstLine)!,
            MaximumTurns = parsed.GetValue(MaxTurns),
            TimeLimit = TurnLimits.Span(parsed.GetValue(TimeLimit)),
            CostLimitUsd = parsed.GetValue(CostLimitUsd),
            InterviewerModel = parsed.GetValue(InterviewerModel)!,
            InterviewerVoice = parsed.GetValue(InterviewerVoice)!,
            ParticipantModel = parsed.GetValue(ParticipantModel)!,
            ParticipantAudio = parsed.GetValue(ParticipantAudio),
            ParticipantVoice = parsed.GetValue(ParticipantVoice)!,
            ParticipantCondition = parsed.GetValue(ParticipantCondition)!,
            InvalidCallerLimit = parsed.GetValue(InvalidCallerLimit),
        });
    }
}
