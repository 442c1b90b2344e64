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

    /// <summary>The settings in the summary, by the names and in the order of the realtime evals of OpenAI's cookbook.</summary>
    private static readonly (string Key, string Setting)[] Configuration =
    [
        ("model", "model"),
        ("tts_model", SpeechChoice.ModelSetting),
        ("voice", "voice"),
        ("chunk_ms", "chunk_ms"),
        ("sample_rate_hz", "input_sample_rate_hz"),
        ("input_audio_format", "input_audio_format"),
        ("output_audio_format", "output_audio_format"),
        ("real_time", "real_time"),
        ("data_csv", "data_csv"),
        ("system_prompt_file", "system_prompt_file"),
        ("tools_file", "tools_file"),
    ];

    /// <summary>The harness kind of all crawl runs.</summary>
    public static HarnessKind OfCrawl { get; } = new HarnessKindOf<CrawlResult, CrawlResult>("crawl", "crawl case", Columns)
    {
        TableOf = static _ => ResultTable<CrawlResult>.Of(Columns),
        SummaryOf = static (manifest, results) => SingleTurnSummary.Of(manifest, results, Configuration),
    };

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
        PlannedCase<SingleTurnCase> planned, CaseSpending spending, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> speech =
            await _speech.SayAsync(planned.Case.UserText, options.Voice, $"speech/{planned.Name}", options.Limits.Total, spending,
                cancellationToken);
        return AudioConverter.Convert(speech, AudioFormat.Pcm24K, options.InputFormat);
    }

    public override CrawlResult CreateResult(string runId, SingleTurnCase item, CaseObservations observed) =>
        new() { RunId = runId, CaseId = item.Id };

    protected override void AddSettings(JsonObject settings)
    {
        settings[SpeechChoice.SourceSetting] = options.SpeechSource.ToString();
        settings[SpeechChoice.ModelSetting] = options.CallerSpeech.EffectiveModel;
    }
}
