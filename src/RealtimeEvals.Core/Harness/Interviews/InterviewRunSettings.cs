using System.Text.Json.Nodes;
using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>The settings of a run of interviews that its results depend on. The texts of prompts are covered by a hash.</summary>
internal static class InterviewRunSettings
{
    /// <summary>The interviewer's model, by which later runs estimate their cost.</summary>
    public const string Model = "model";

    public const string InterviewerVoice = "interviewer_voice";
    public const string ParticipantModel = "participant_model";
    public const string ParticipantAudio = "participant_audio";
    public const string ParticipantVoice = "participant_voice";
    public const string ParticipantCondition = "participant_condition";
    public const string DataPath = "data_csv";
    public const string PromptPath = "prompt_path";
    public const string PromptPairs = "prompt_pairs";
    public const string PromptValues = "prompt_values";
    public const string EndCue = "end_cue";
    public const string FirstLine = "first_line";
    public const string MaximumTurns = "max_turns";
    public const string MaximumCases = "max_examples";
    public const string ChunkMilliseconds = "chunk_ms";
    public const string RealTime = "real_time";
    public const string TimeLimit = "time_limit_s";
    public const string CostLimit = "cost_limit_usd";
    public const string InactivityLimit = "inactivity_limit_s";
    public const string TotalLimit = "total_limit_s";
    public const string Seed = "seed";

    public static JsonObject Of(BenchmarkOptions options, IEnumerable<Interview> interviews)
    {
        var settings = new JsonObject
        {
            ["endpoint"] = options.Target.Provider == ServiceTarget.SandboxProvider ? "" : options.Target.ShownRealtime,
            ["endpoint_query_sha256"] = FileHash.OfText(options.Target.Realtime.Query),
            [Model] = options.InterviewerModel,
            [InterviewerVoice] = options.InterviewerVoice,
            [ParticipantModel] = options.ParticipantModel,
            [ParticipantAudio] = options.ParticipantAudio,
            [ParticipantVoice] = options.ParticipantAudio ? options.ParticipantVoice : "",
            [ParticipantCondition] = options.ParticipantCondition,
            [DataPath] = options.DataPath,
            [PromptPath] = options.PromptPath,
            [MaximumTurns] = options.MaximumTurns,
            [MaximumCases] = options.MaximumCases,
            [RunSettings.Trials] = options.Trials ?? 0,
            [ChunkMilliseconds] = options.ChunkMilliseconds,
            [RealTime] = options.RealTime,
            [TimeLimit] = options.TimeLimit.TotalSeconds,
            [CostLimit] = options.CostLimitUsd,
            [ConversationRunSettings.InvalidCallerLimit] = options.InvalidCallerLimit,
            [SpeechChoice.SourceSetting] = options.ParticipantAudio ? options.SpeechSource.ToString() : "",
            [SpeechChoice.ModelSetting] = options.ParticipantAudio ? options.SpeechOf("").EffectiveModel : "",
            [InactivityLimit] = options.Limits.Inactivity.TotalSeconds,
            [TotalLimit] = options.Limits.Total.TotalSeconds,
            [Seed] = options.Seed,
            ["interviews_sha256"] = HashOf(interviews),
        };
        AddWords(settings, options);
        return settings;
    }

    /// <summary>Adds what the hash covers too where it is not the default, so that a run can be resumed from its settings alone.</summary>
    private static void AddWords(JsonObject settings, BenchmarkOptions options)
    {
        if (options.PromptPairs.Count > 0) settings[PromptPairs] = ArrayOf(options.PromptPairs);
        if (options.PromptValues.Count > 0) settings[PromptValues] = ArrayOf(options.PromptValues);
        if (options.EndCue != PromptFolder.DefaultEndCue) settings[EndCue] = options.EndCue;
        if (options.FirstLine != BenchmarkOptions.DefaultFirstLine) settings[FirstLine] = options.FirstLine;

        JsonArray ArrayOf(IEnumerable<string> texts) =>
            [.. texts.Select(text => JsonValue.Create(options.Target.Redactor.Redact(text)))];
    }

    private static string HashOf(IEnumerable<Interview> interviews)
    {
        IEnumerable<string> lines = interviews
            .DistinctBy(interview => interview.Id, StringComparer.Ordinal)
            .Select(interview => string.Join(
                '\0',
                interview.Id,
                interview.Agent.SystemPrompt,
                interview.Caller.SystemPrompt,
                interview.EndCue,
                interview.Turns.FirstLine,
                FormattableString.Invariant($"{interview.Turns.Maximum}")));
        return FileHash.OfText(string.Join('\n', lines));
    }
}
