using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>Crawl's own part of a single-turn run: the caller's audio is synthesized from text.</summary>
internal sealed class CrawlHarness(
    EvalServices services,
    CrawlOptions options,
    AgentFiles agent,
    IReadOnlyList<TurnCase> cases,
    int dataCases,
    IRunSink sink) : ISingleTurnHarness<CrawlResult>
{
    /// <summary>The name of the harness in plans and manifests.</summary>
    public const string HarnessName = "crawl";

    private readonly CallerVoice _speech = new(
        options.CallerSpeech, services, options.Target, options.Limits, options.RetryTerms(options.Limits.Total), sink);

    public string Name => HarnessName;

    public SingleTurnOptions Options => options;

    public AgentFiles Agent => agent;

    public IReadOnlyList<TurnCase> Cases => cases;

    public int DataCases => dataCases;

    public IReadOnlyList<TableColumn<CrawlResult>> Columns => Table;

    /// <summary>The columns of every crawl.</summary>
    internal static IReadOnlyList<TableColumn<CrawlResult>> Table { get; } = SingleTurnTable.Columns<CrawlResult>("input_audio_path");

    public CallerSpeech Speech => _speech.How;

    public bool KeepsCallerAudio => true;

    public async Task<ReadOnlyMemory<byte>> GetCallerAudioAsync(TurnCase item, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> speech =
            await _speech.SayAsync(item.UserText, options.Voice, $"speech/{item.Id}", options.Limits.Total, cancellationToken);
        return AudioConverter.Convert(speech, AudioFormat.Pcm24K, options.InputFormat);
    }

    public CrawlResult CreateResult(string runId, TurnCase item, CaseEvidence evidence) => new() { RunId = runId, CaseId = item.Id };

    public void AddSettings(JsonObject settings)
    {
        settings[SpeechChoice.SourceSetting] = options.SpeechSource.ToString();
        settings[SpeechChoice.ModelSetting] = options.CallerSpeech.EffectiveModel;
    }

    public void AddConfiguration(JsonObject summary, string runId)
    {
        summary["run_name"] = runId;
        summary["model"] = options.Model;
        summary["tts_model"] = _speech.How.EffectiveModel;
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
