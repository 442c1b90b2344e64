using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>Crawl's own part of a single-turn run: the caller's audio is synthesized from text.</summary>
internal sealed class CrawlHarness(EvalServices services, CrawlOptions options, AgentFiles agent, IReadOnlyList<TurnCase> cases) : ISingleTurnHarness<CrawlResult>
{
    private readonly CachedSpeech _speech = new(services.SpeechFor(options.Target), options.Target.SpeechSource, options.SpeechCachePath, services.Time);

    public string Name => "crawl";

    public SingleTurnOptions Options => options;

    public AgentFiles Agent => agent;

    public IReadOnlyList<TurnCase> Cases => cases;

    public IReadOnlyList<TableColumn<CrawlResult>> Columns { get; } = SingleTurnTable.Columns<CrawlResult>("input_audio_path");

    public bool KeepsCallerAudio => true;

    public async Task<ReadOnlyMemory<byte>> GetCallerAudioAsync(TurnCase item, CancellationToken cancellationToken)
    {
        var request = new SpeechRequest(options.SpeechModel, options.Voice, item.UserText);
        return AudioConverter.Convert(await _speech.GetAsync(request, options.Limits.Total, cancellationToken), AudioFormat.Pcm24K, options.InputFormat);
    }

    public CrawlResult CreateResult(string runId, TurnCase item, CaseEvidence evidence) => new() { RunId = runId, CaseId = item.Id };

    public void AddSettings(JsonObject settings) => settings["speech_model"] = options.SpeechModel;

    public void AddConfiguration(JsonObject summary, string runId)
    {
        summary["run_name"] = runId;
        summary["model"] = options.Model;
        summary["tts_model"] = options.SpeechModel;
        summary["voice"] = options.Voice;
        summary["chunk_ms"] = options.ChunkMilliseconds;
        summary["sample_rate_hz"] = options.InputFormat.SampleRate;
        summary["input_audio_format"] = options.InputFormat.Name;
        summary["output_audio_format"] = options.OutputFormat.Name;
        summary["real_time"] = options.RealTime;
        summary["data_csv"] = options.DataPath;
        summary["system_prompt_file"] = options.SystemPromptPath;
        summary["tools_file"] = options.ToolsPath;
    }

    public void AddSummary(JsonObject summary, IReadOnlyList<CrawlResult> results)
    {
        // Crawl sums up nothing of its own.
    }
}
