using System.CommandLine;
using RealtimeEvals.Datasets;
using RealtimeEvals.Speech;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags that say how the caller's speech is made.</summary>
internal sealed class SpeechFlags
{
    private readonly Option<SpeechSource> _source =
        Choice<SpeechSource>("--speech-source", "The speech endpoint, or a realtime session that reads the text aloud.");

    private readonly Option<string> _model = Text(
        "--tts-model",
        $"The model that makes the caller's speech; else {ModelCatalog.Shipped.DefaultSpeechModel}, "
            + $"or {ModelCatalog.Shipped.DefaultReadingModel} for a realtime session.",
        "");

    private readonly Option<string> _cache =
        Text("--speech-cache", "The folder of synthesized speech; else one in the user's local application data.", "");

    public void AddTo(Command command)
    {
        command.Options.Add(_source);
        command.Options.Add(_model);
        command.Options.Add(_cache);
    }

    public SpeechSource Source(ParseResult parsed) => parsed.GetValue(_source);

    public string Model(ParseResult parsed) => parsed.GetValue(_model)!;

    /// <summary>The folder of the cache.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="resultsPath">Below which it lies when the user has no folder for local application data.</param>
    public string CachePath(ParseResult parsed, string resultsPath) =>
        parsed.GetValue(_cache) is { Length: > 0 } cache ? FullPath(cache) : CachedSpeech.DefaultFolder(resultsPath);
}
