using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>
/// <c>realtime-evals walk</c>: the flags of the realtime evals of OpenAI's cookbook and our own, bound to <see cref="WalkOptions"/>.
/// </summary>
internal static class WalkVerb
{
    private static readonly Option<int> SampleRateHz =
        Number("--sample-rate-hz", Words.Of<WalkOptions>(nameof(WalkOptions.SampleRate)), 8_000);

    private static readonly Option<string> InputFormat = Encoding(
        "--input-audio-format",
        Words.Of<WalkOptions>(nameof(WalkOptions.InputEncoding)),
        new AudioFormat(AudioEncoding.MuLaw, 8_000).Name,
        refused: AudioFormat.Pcm24K.Name);

    private static readonly Option<string> OutputFormat =
        Encoding("--output-audio-format", Words.Of<WalkOptions>(nameof(WalkOptions.OutputEncoding)), AudioFormat.Pcm24K.Name);

    private static readonly Option<int> OutputSampleRateHz =
        Number("--output-sample-rate-hz", Words.Of<WalkOptions>(nameof(WalkOptions.OutputSampleRate)), 24_000);

    private static readonly Option<TurnDetection> Detection =
        Choice<TurnDetection>("--turn-detection", Words.Of<WalkOptions>(nameof(WalkOptions.TurnDetection)));

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Saved telephone audio, replayed exactly: stream, first turn, grade of the tool call.";

    public static Command Create()
    {
        var shared = new SingleTurnFlags(typeof(WalkOptions), "walk", "customer_calls.csv");
        var command = new Command("walk", Summary)
        {
            SampleRateHz,
            InputFormat,
            OutputFormat,
            OutputSampleRateHz,
            Detection,
        };
        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => shared.RunAsync(parsed, command.Name, (target, sink) =>
            new WalkOperation(AdapterServices.Create(TimeProvider.System))
                .RunAsync(ToOptions(parsed, shared, target), sink, cancellationToken))));
        return command;
    }

    private static WalkOptions ToOptions(ParseResult parsed, SingleTurnFlags shared, ServiceTarget target) =>
        shared.Apply(parsed, new WalkOptions
        {
            Target = target,
            ResultsPath = shared.ResultsPath(parsed),
            SampleRate = parsed.GetValue(SampleRateHz),
            InputEncoding = AudioFormat.ParseEncoding(parsed.GetValue(InputFormat)!),
            OutputEncoding = AudioFormat.ParseEncoding(parsed.GetValue(OutputFormat)!),
            OutputSampleRate = parsed.GetValue(OutputSampleRateHz),
            TurnDetection = parsed.GetValue(Detection),
        });
}
