using System.CommandLine;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness;
using RealtimeEvals.Speech;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags that choose how the caller's speech is made.</summary>
internal sealed class SpeechFlags
{
    private readonly Option<SpeechSource> _source =
        Choice<SpeechSource>("--speech-source", Words.Of<CallerSpeech>(nameof(CallerSpeech.Source)));

    private readonly Option<string> _model = Text(
        "--tts-model",
        $"{Words.Of<CallerSpeech>(nameof(CallerSpeech.Model))} [default: {ModelCatalog.Shipped.DefaultSpeechModel}, "
            + $"or {ModelCatalog.Shipped.DefaultReadingModel} for a realtime session]",
        "");

    private readonly Option<string> _cache =
        Text("--speech-cache", Words.WithDefault<CallerSpeech>(nameof(CallerSpeech.CachePath)), "");

    public void AddTo(Command command)
    {
        command.Options.Add(_source);
        command.Options.Add(_model);
        command.Options.Add(_cache);
    }

    public SpeechSource Source(ParseResult parsed) => parsed.GetValue(_source);

    public string Model(ParseResult parsed) => parsed.GetValue(_model)!;

    /// <summary>Returns the folder of the speech cache.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="resultsPath">
    /// The folder of all runs, which contains the cache if the user has no folder for local application data.
    /// </param>
    public string CachePath(ParseResult parsed, string resultsPath) =>
        parsed.GetValue(_cache) is { Length: > 0 } cache ? FullPath(cache) : CachedSpeech.DefaultFolder(resultsPath);
}
