using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Harness.WalkAudio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>
/// <c>realtime-evals walk-audio</c>: the flags of the realtime evals of OpenAI's cookbook and our own, bound to
/// <see cref="WalkAudioOptions"/>.
/// </summary>
internal static class WalkAudioVerb
{
    private const string Accepted = "Accepted for scripts written for the realtime evals of OpenAI's cookbook";
    private const int SpeechRate = 24_000;
    private const int TelephoneRate = 8_000;

    private static readonly Option<string> SourceCsv =
        ShippedFile("--source-csv", Words.WithDefault<WalkAudioOptions>(nameof(WalkAudioOptions.SourcePath)));

    private static readonly Option<string> OutputDir =
        Text("--output-dir", Words.Of<WalkAudioOptions>(nameof(WalkAudioOptions.OutputPath)), "walk");

    private static readonly Option<string> OutputCsv =
        Text("--output-csv", Words.WithDefault<WalkAudioOptions>(nameof(WalkAudioOptions.TablePath)), "");

    private static readonly Option<string> Voice = Text("--voice", Words.Of<WalkAudioOptions>(nameof(WalkAudioOptions.Voice)), "alloy");
    private static readonly Option<int> SpeechRateHz =
        Number("--tts-sample-rate-hz", $"{Accepted}; speech has 24000.", SpeechRate);

    private static readonly Option<int> TargetRateHz =
        Number("--target-sample-rate-hz", $"{Accepted}; telephone audio has 8000.", TelephoneRate);

    private static readonly Option<string[]> Conditions = new("--condition")
    {
        Description = $"{Words.Of<WalkAudioOptions>(nameof(WalkAudioOptions.Conditions))} Conditions: {AudioCondition.Syntax}.",
        HelpName = "CONDITION",
        DefaultValueFactory = _ => [AudioCondition.Clean],
    };

    private static readonly Option<RecordingChannel> Channel =
        Choice<RecordingChannel>("--channel", Words.Of<WalkAudioOptions>(nameof(WalkAudioOptions.Channel)));

    private static readonly Option<int> Seed = Number("--seed", Words.Of<WalkAudioOptions>(nameof(WalkAudioOptions.Seed)), 1);
    private static readonly Option<int> ThrottleLimit =
        Number("--throttle-limit", Words.Of<WalkAudioOptions>(nameof(WalkAudioOptions.ThrottleLimit)), 4);

    private static readonly Option<double> TotalTimeout =
        Seconds("--total-timeout", Words.Of<TurnLimits>(nameof(TurnLimits.Total)), TurnLimits.Default.Total.TotalSeconds);

    private static readonly Option<double> RetryLimit = Seconds(
        "--retry-limit",
        Words.Of<WalkAudioOptions>(nameof(WalkAudioOptions.RetryLimit)),
        RetryTerms.DefaultLimit.TotalSeconds);

    private static readonly Option<bool> Force =
        Switch("--force", Words.Of<WalkAudioOptions>(nameof(WalkAudioOptions.Force)), "--overwrite");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Makes telephone audio of crawl cases, clean and under conditions, for walk.";

    public static Command Create()
    {
        var target = new TargetOptions();
        var speech = new SpeechFlags();
        var command = new Command("walk-audio", Summary)
        {
            SourceCsv, OutputDir, OutputCsv, Voice, SpeechRateHz, TargetRateHz, Conditions, Channel,
            Seed, ThrottleLimit, TotalTimeout, RetryLimit, Force,
        };
        speech.AddTo(command);
        target.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => RunAsync(parsed, target, speech, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, TargetOptions target, SpeechFlags speech, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(SpeechRateHz) != SpeechRate || parsed.GetValue(TargetRateHz) != TelephoneRate)
            throw EvalErrors.InvalidSetting(["Speech comes with 24000 Hz and telephone audio has 8000 Hz; other rates are not made."]);
        await using var sandbox = target.StartSandbox(parsed);
        var sink = new ConsoleSink("walk-audio");
        try
        {
            var service = new Lazy<ServiceTarget>(() => sandbox?.Target ?? target.Resolve(parsed));
            await new WalkAudioOperation(AdapterServices.Create(TimeProvider.System))
                .RunAsync(ToOptions(parsed, speech, service), sink, cancellationToken);
        }
        finally
        {
            sink.EndProgress();
        }

        foreach (WalkAudioSet set in sink.Items.OfType<WalkAudioSet>())
        {
            await Terminal.Output.LineAsync(FormattableString.Invariant(
                $"{set.Files} files of {set.Cases} cases under {set.Conditions}; {set.Created} made now."));
            await Terminal.Output.LineAsync($"Table: {set.DataPath}");
            string flag = sandbox is null ? "" : "--sandbox ";
            await Terminal.Output.LineAsync($"Next: realtime-evals walk {flag}--data-csv \"{set.DataPath}\"");
        }

        return ExitCode.Success;
    }

    private static WalkAudioOptions ToOptions(ParseResult parsed, SpeechFlags speech, Lazy<ServiceTarget> target)
    {
        string source = parsed.PathOf(SourceCsv, "crawl", "customer_calls.csv");
        string output = FullPath(parsed.GetValue(OutputDir)!);
        string[] conditions = parsed.GetValue(Conditions) ?? [];
        return new WalkAudioOptions
        {
            Target = target,
            SourcePath = source,
            OutputPath = output,
            TablePath = parsed.GetValue(OutputCsv) is { Length: > 0 } table
                ? FullPath(table)
                : Path.Combine(output, Path.GetFileName(source)),
            SpeechCachePath = speech.CachePath(parsed, output),
            SpeechSource = speech.Source(parsed),
            SpeechModel = speech.Model(parsed),
            Voice = parsed.GetValue(Voice)!,
            Conditions = conditions.Length > 0 ? conditions : [AudioCondition.Clean],
            Channel = parsed.GetValue(Channel),
            Seed = parsed.GetValue(Seed),
            ThrottleLimit = parsed.GetValue(ThrottleLimit),
            Limits = TurnLimits.FromSeconds(TurnLimits.Default.Inactivity.TotalSeconds, parsed.GetValue(TotalTimeout)),
            RetryLimit = TurnLimits.Span(parsed.GetValue(RetryLimit)),
            Force = parsed.GetValue(Force),
        };
    }
}
