using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals crawl</c>: the flags of the reference and ours, bound to <see cref="CrawlOptions"/>.</summary>
internal static class CrawlVerb
{
    private static readonly Option<string> DataCsv = Text("--data-csv", "The cases: a CSV file with example_id, user_text, gt_tool_call, gt_tool_call_arg.", ProductData.PathOf("crawl", "customer_calls.csv"), "data/crawl/customer_calls.csv");
    private static readonly Option<string> ResultsDir = Text("--results-dir", "The folder of all runs.", "results");
    private static readonly Option<string> RunName = Text("--run-name", "The name of the run and its folder; else the time in UTC.", "");
    private static readonly Option<string> Model = Text("--model", "The model under test.", ModelCatalog.Shipped.DefaultRealtimeModel);
    private static readonly Option<string> SystemPromptFile = Text("--system-prompt-file", "The agent's system prompt.", ProductData.PathOf("crawl", "system_prompt.txt"), "data/crawl/system_prompt.txt");
    private static readonly Option<string> ToolsFile = Text("--tools-file", "The agent's tools: a JSON array of functions.", ProductData.PathOf("crawl", "tools.json"), "data/crawl/tools.json");
    private static readonly Option<string> Voice = Text("--voice", "The voice of both the caller and the agent.", "marin");
    private static readonly Option<string> SpeechModel = Text("--tts-model", "The model that makes the caller's speech.", ModelCatalog.Shipped.DefaultSpeechModel);
    private static readonly Option<int> ChunkMs = Number("--chunk-ms", "The length of one audio chunk in milliseconds.", 20);
    private static readonly Option<int> SampleRateHz = Number("--sample-rate-hz", "The sample rate of pcm16; G.711 is always 8000.", 24_000);
    private static readonly Option<string> InputFormat = Text("--input-audio-format", "The caller's audio on the wire.", AudioFormat.Pcm24K.Name);
    private static readonly Option<string> OutputFormat = Text("--output-audio-format", "The agent's audio on the wire.", AudioFormat.Pcm24K.Name);
    private static readonly Option<bool> RealTime = new("--real-time") { Description = "Send audio at the speed of speech." };
    private static readonly Option<int> MaxExamples = Number("--max-examples", "The first so many cases; 0 for all.", 0);
    private static readonly Option<bool> SkipPlots = new("--skip-plots") { Description = "Accepted for scripts written for the reference; this verb draws no plots." };
    private static readonly Option<int> ThrottleLimit = Number("--throttle-limit", "Cases at the same time.", 4);
    private static readonly Option<double> Timeout = new("--timeout") { Description = "The longest silence of the service, in seconds.", DefaultValueFactory = _ => TurnLimits.Default.Inactivity.TotalSeconds };
    private static readonly Option<double> TotalTimeout = new("--total-timeout") { Description = "The longest time for one case's session, in seconds.", DefaultValueFactory = _ => TurnLimits.Default.Total.TotalSeconds };
    private static readonly Option<double> RetryLimit = new("--retry-limit") { Description = "How long a refused connection is tried again, in seconds.", DefaultValueFactory = _ => 15 };
    private static readonly Option<string> SpeechCache = Text("--speech-cache", "The folder of synthesized speech; else one in the user's local application data.", "");
    private static readonly Option<int> Seed = Number("--seed", "The seed of everything random.", 1);
    private static readonly Option<bool> Force = new("--force") { Description = "Replace the run of that name." };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Finish the run of that name: cases that passed or failed are kept, all others are run." };
    private static readonly Option<OutputStyle> Output = new("--output") { Description = "What is written to standard output.", HelpName = "table|json|csv" };

    public static Command Create()
    {
        InputFormat.AcceptOnlyFromAmong([.. AudioFormat.EncodingNames]);
        OutputFormat.AcceptOnlyFromAmong([.. AudioFormat.EncodingNames]);
        var target = new TargetOptions();
        var command = new Command("crawl", "Synthetic single-turn evaluation: text, speech, stream, first turn, grade of the tool call.")
        {
            DataCsv, ResultsDir, RunName, Model, SystemPromptFile, ToolsFile, Voice, SpeechModel, ChunkMs, SampleRateHz, InputFormat, OutputFormat, RealTime, MaxExamples, SkipPlots,
            ThrottleLimit, Timeout, TotalTimeout, RetryLimit, SpeechCache, Seed, Force, Resume, Output,
        };
        target.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => RunAsync(parsed, target, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TargetOptions target, CancellationToken cancellationToken)
    {
        await using SandboxServer? sandbox = target.StartSandbox(parsed);
        CrawlOptions options = ToOptions(parsed, sandbox?.Target ?? target.Resolve(parsed));
        var sink = new ConsoleSink();
        try
        {
            await new CrawlOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(options, sink, cancellationToken);
        }
        finally
        {
            sink.EndProgress();
        }

        await new CrawlReport(sink.Results).WriteAsync(parsed.GetValue(Output), options.Target);
        return ExitCode.Of(sink.Results.Select(result => result.Outcome));
    }

    private static CrawlOptions ToOptions(ParseResult parsed, ServiceTarget target)
    {
        string results = FullPath(parsed.GetValue(ResultsDir)!);
        string cache = parsed.GetValue(SpeechCache)!;
        return new CrawlOptions
        {
            Target = target,
            ResultsPath = results,
            SpeechCachePath = cache.Length > 0 ? FullPath(cache) : CachedSpeech.DefaultFolder(results),
            DataPath = FullPath(parsed.GetValue(DataCsv)!),
            SystemPromptPath = FullPath(parsed.GetValue(SystemPromptFile)!),
            ToolsPath = FullPath(parsed.GetValue(ToolsFile)!),
            RunName = parsed.GetValue(RunName)!,
            Model = parsed.GetValue(Model)!,
            Voice = parsed.GetValue(Voice)!,
            SpeechModel = parsed.GetValue(SpeechModel)!,
            ChunkMilliseconds = parsed.GetValue(ChunkMs),
            SampleRate = parsed.GetValue(SampleRateHz),
            InputEncoding = AudioFormat.ParseEncoding(parsed.GetValue(InputFormat)!),
            OutputEncoding = AudioFormat.ParseEncoding(parsed.GetValue(OutputFormat)!),
            RealTime = parsed.GetValue(RealTime),
            MaximumCases = parsed.GetValue(MaxExamples),
            ThrottleLimit = parsed.GetValue(ThrottleLimit),
            Limits = TurnLimits.FromSeconds(parsed.GetValue(Timeout), parsed.GetValue(TotalTimeout)),
            RetryLimit = TurnLimits.Span(parsed.GetValue(RetryLimit)),
            Seed = parsed.GetValue(Seed),
            Force = parsed.GetValue(Force),
            Resume = parsed.GetValue(Resume),
        };
    }

    private static string FullPath(string path) => Path.GetFullPath(path, Environment.CurrentDirectory);

    private static Option<string> Text(string name, string description, string value, string? shown = null) =>
        new(name) { Description = shown is null ? description : $"{description} [default: {shown}]", DefaultValueFactory = _ => value };

    private static Option<int> Number(string name, string description, int value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
