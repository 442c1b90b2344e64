using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Walk;

/// <summary>A run whose caller audio is replayed from files, byte by byte.</summary>
internal sealed class WalkHarness(EvalServices services, WalkOptions options, AgentFiles agent, CasePlan<SingleTurnCase> plan)
    : SingleTurnHarness<WalkResult>(services, options, agent, plan)
{
    private static readonly IReadOnlyList<TableColumn<WalkResult>> Columns = SingleTurnTable.Columns<WalkResult>(
        "audio_path",
        new("condition", row => row.Condition),
        new("turn_detection", row => row.TurnDetection.ToString()),
        TableColumn<WalkResult>.Of("speech_started_ms"),
        TableColumn<WalkResult>.Of("speech_stopped_ms"),
        TableColumn<WalkResult>.Of("speech_stop_lag_ms"),
        TableColumn<WalkResult>.Of("speech_stop_arrival_lag_ms"),
        TableColumn<WalkResult>.Of("false_turns"));

    /// <summary>The settings in the summary, by the names and in the order of the realtime evals of OpenAI's cookbook.</summary>
    private static readonly (string Key, string Setting)[] Configuration =
    [
        ("model", "model"),
        ("voice", "voice"),
        ("chunk_ms", "chunk_ms"),
        ("sample_rate_hz", "input_sample_rate_hz"),
        ("input_audio_format", "input_audio_format"),
        ("output_audio_format", "output_audio_format"),
        ("output_sample_rate_hz", "output_sample_rate_hz"),
        ("real_time", "real_time"),
        ("data_csv", "data_csv"),
        ("system_prompt_file", "system_prompt_file"),
        ("tools_file", "tools_file"),
    ];

    /// <summary>The harness kind of all walk runs.</summary>
    public static HarnessKind OfWalk { get; } = new HarnessKindOf<WalkResult, WalkResult>("walk", "walk case", Columns)
    {
        TableOf = static _ => ResultTable<WalkResult>.Of(Columns),
        SummaryOf = static (manifest, results, distributions) => Summarize(manifest, results),
    };

    private readonly SingleTurnCase[] _cases = [.. plan.Whole.Select(one => one.Case).DistinctBy(item => item.Id, StringComparer.Ordinal)];

    /// <summary>The hash of each audio file at the start of the run.</summary>
    private readonly Lazy<Dictionary<string, string>> _audio = new(
        () => plan.Whole.Select(one => one.Case.AudioPath)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(path => path, FileHash.OfFile, StringComparer.Ordinal));

    /// <summary>The paths of the audio files with the sandbox's voice.</summary>
    private readonly Lazy<HashSet<string>> _sandboxAudio = new(
        () => WalkAudioCheck.FindSandboxAudio(options.DataPath, [.. plan.Whole.Select(one => one.Case)]));

    /// <summary>Shorter sounds are clicks or fragments, whose origin cannot be determined.</summary>
    private static readonly TimeSpan ShortestVoice = TimeSpan.FromMilliseconds(100);

    private bool _isSandbox;

    public override HarnessKind Kind => OfWalk;

    public override ResultTable<WalkResult> Table { get; } = ResultTable<WalkResult>.Of(Columns);

    public override bool KeepsCallerAudio => false;

    public override IEnumerable<(string Role, string Path)> InputFiles =>
        [.. base.InputFiles, .. _cases.Select(item => ("audio", item.AudioPath))];

    public override PlannedWork Work
    {
        get
        {
            var lengths = new Dictionary<string, double?>(StringComparer.Ordinal);
            return SingleTurnWork.Of(options, Agent, Plan.Cases, item => LengthOf(item.AudioPath, lengths), speech: null);
        }
    }

    public override Task PrepareAsync(RunFolder folder, bool isSandbox, CancellationToken cancellationToken)
    {
        Meet(isSandbox);
        return Task.CompletedTask;
    }

    private static double? LengthOf(string path, Dictionary<string, double?> known)
    {
        if (!known.TryGetValue(path, out double? minutes)) known[path] = minutes = WalkAudioCheck.LengthOf(path)?.TotalMinutes;
        return minutes;
    }

    /// <summary>Checks the caller's audio before the first case, once it is known which service answers.</summary>
    /// <param name="isSandbox">Whether the sandbox answers.</param>
    /// <exception cref="EvalException"><c>SandboxAudio</c>: audio of the sandbox must not be sent to a real service.</exception>
    public void Meet(bool isSandbox)
    {
        _isSandbox = isSandbox;
        if (isSandbox) return;
        string[] unheard = [.. _cases.Where(item => _sandboxAudio.Value.Contains(item.AudioPath)).Select(item => item.Id)];
        if (unheard.Length > 0) throw EvalErrors.SandboxAudio(unheard, options.Target.Provider);
    }

    public override Task<ReadOnlyMemory<byte>> GetCallerAudioAsync(
        PlannedCase<SingleTurnCase> planned, CaseSpending spending, CancellationToken cancellationToken)
    {
        SingleTurnCase item = planned.Case;
        ReadOnlyMemory<byte> audio = WalkAudioCheck.Read(item, options.InputFormat, _audio.Value[item.AudioPath]);
        if (_isSandbox
            && !_sandboxAudio.Value.Contains(item.AudioPath)
            && Silence.AudibleTime(audio.Span, options.InputFormat) >= ShortestVoice)
        {
            throw new SpeechException(
                $"'{Path.GetFileName(item.AudioPath)}' is not in the sandbox's voice, and the sandbox hears no other. "
                + "Make audio for it with walk-audio and the sandbox, or walk against a real service.");
        }

        return Task.FromResult(audio);
    }

    public override WalkResult CreateResult(string runId, SingleTurnCase item, CaseObservations observed)
    {
        double endOfSound = Silence.EndOfSound(observed.Speech.Span, options.InputFormat).TotalMilliseconds;
        ValueList<SpeechSegment> segments = observed.Turn.SpeechSegments;
        SpeechSegment? last = segments.LastOrDefault(segment => segment.EndMs is not null);
        bool detects = options.TurnDetection != TurnDetection.None;
        return new WalkResult
        {
            RunId = runId,
            CaseId = item.Id,
            Condition = item.Condition,
            TurnDetection = options.TurnDetection,
            SpeechStartedMs = segments.Count > 0 ? segments[0].StartMs : null,
            SpeechStoppedMs = last?.EndMs,
            SpeechStopLagMs = last?.EndMs - endOfSound,
            SpeechStopArrivalLagMs = options.RealTime ? observed.MillisecondsBetween(observed.EndOfSpeechAt, last?.StoppedAt) : null,
            FalseTurns = detects ? segments.Count(segment => segment.EndMs < endOfSound) : null,
        };
    }

    protected override void AddSettings(JsonObject settings)
    {
        // The replayed bytes are settings too: a run can be resumed only with the same files.
        string hashes = string.Concat(_cases.Select(item => _audio.Value[item.AudioPath]));
        settings["audio_sha256"] = FileHash.OfText(hashes);
    }

    private static JsonObject Summarize(RunManifest manifest, IReadOnlyCollection<WalkResult> results)
    {
        var conditions = new ConditionSummary();
        JsonObject summary = SingleTurnSummary.Of(manifest, results, Configuration, conditions.Add);
        string detection = (string?)manifest.Settings["turn_detection"] ?? "";
        summary["turn_detection"] = detection;
        if (detection != nameof(TurnDetection.None)) summary["false_turns_total"] = conditions.FalseTurns;
        summary["conditions"] = conditions.ToJson();
        return summary;
    }
}
