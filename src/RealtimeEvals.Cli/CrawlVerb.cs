using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Realtime;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>
/// <c>realtime-evals crawl</c>: the flags of the realtime evals of OpenAI's cookbook and our own, bound to <see cref="CrawlOptions"/>.
/// </summary>
internal static class CrawlVerb
{
    private static readonly Option<int> SampleRateHz =
        Number("--sample-rate-hz", Words.Of<CrawlOptions>(nameof(CrawlOptions.SampleRate)), 24_000);

    private static readonly Option<string> InputFormat =
        Encoding("--input-audio-format", Words.Of<CrawlOptions>(nameof(CrawlOptions.InputEncoding)), AudioFormat.Pcm24K.Name);

    private static readonly Option<string> OutputFormat =
        Encoding("--output-audio-format", Words.Of<CrawlOptions>(nameof(CrawlOptions.OutputEncoding)), AudioFormat.Pcm24K.Name);

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Synthetic single turns: text, speech, stream, first turn, grade of the tool call.";

    public static Command Create()
    {
        var shared = new SingleTurnFlags(typeof(CrawlOptions), "crawl", "customer_calls.csv");
        var speech = new SpeechFlags();
        var command = new Command("crawl", Summary)
        {
            SampleRateHz,
            InputFormat,
            OutputFormat,
        };
        shared.AddTo(command);
        speech.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => shared.RunAsync(parsed, command.Name, (target, sink) =>
            new CrawlOperation(AdapterServices.Create(TimeProvider.System))
                .RunAsync(ToOptions(parsed, shared, speech, target), sink, cancellationToken))));
        return command;
    }

    private static CrawlOptions ToOptions(ParseResult parsed, SingleTurnFlags shared, SpeechFlags speech, ServiceTarget target)
    {
        string results = shared.ResultsPath(parsed);
        return shared.Apply(parsed, new CrawlOptions
        {
            Target = target,
            ResultsPath = results,
            SpeechCachePath = speech.CachePath(parsed, results),
            SpeechSource = speech.Source(parsed),
            SpeechModel = speech.Model(parsed),
            SampleRate = parsed.GetValue(SampleRateHz),
            InputEncoding = AudioFormat.ParseEncoding(parsed.GetValue(InputFormat)!),
            OutputEncoding = AudioFormat.ParseEncoding(parsed.GetValue(OutputFormat)!),
        });
    }
}
