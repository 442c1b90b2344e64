using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>A run whose caller audio is synthesized from text.</summary>
internal sealed class CrawlHarness(
    EvalServices services, CrawlOptions options, AgentFiles agent, CasePlan<SingleTurnCase> plan, IRunSink sink)
    : SingleTurnHarness<CrawlResult>(services, options, agent, plan)
{
    private static readonly IReadOnlyList<TableColumn<CrawlResult>> Columns =
        SingleTurnTable.Columns<CrawlResult>("input_audio_path");

    /// <summary>The harness kind of all crawl runs.</summary>
    public static HarnessKind OfCrawl { get; } = new HarnessKindOf<CrawlResult, CrawlResult>("crawl", "crawl case", Columns);

    private readonly CallerVoice _speech = new(
        options.CallerSpeech, services, options.Target, options.Limits, options.RetryTerms(options.Limits.Total), sink);

    public override HarnessKind Kind => OfCrawl;

    public override ResultTable<CrawlResult> Table { get; } = ResultTable<CrawlResult>.Of(Columns);

    public override CallerSpeech Speech => _speech.How;

    public override bool KeepsCallerAudio => true;

    public override PlannedWork Work
    {
        get
        {
            var speech = new PlannedSpeech(_speech.How, options.Target, Time);
            return SingleTurnWork.Of(options, Agent, Plan.Cases, item => speech.Say(item.UserText, options.Voice), speech);
        }
    }

    public override async Task<ReadOnlyMemory<byte>> GetCallerAudioAsync(
        PlannedCase<SingleTurnCase> planned, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> speech =
            await _speech.SayAsync(planned.Case.UserText, options.Voice, $"speech/{planned.Name}", options.Limits.Total, cancellationToken);
        return AudioConverter.Convert(speech, AudioFormat.Pcm24K, options.InputFormat);
    }

    public override CrawlResult CreateResult(string runId, SingleTurnCase item, CaseObservations observed) =>
        new() { RunId = runId, CaseId = item.Id };

    protected override void AddSettings(JsonObject settings)
    {
        settings[SpeechChoice.SourceSetting] = options.SpeechSource.ToString();
        settings[SpeechChoice.ModelSetting] = options.CallerSpeech.EffectiveModel;
    }

    protected override void AddConfiguration(JsonObject summary, string runId)
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
}
