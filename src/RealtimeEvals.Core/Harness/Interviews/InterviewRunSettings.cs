using System.Text.Json.Nodes;
using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>The settings of a run of interviews that its results depend on. The texts of prompts are covered by a hash.</summary>
internal static class InterviewRunSettings
{
    /// <summary>The interviewer's model, by which later runs estimate their cost.</summary>
    private const string Model = "model";

    public static JsonObject Of(BenchmarkOptions options, IEnumerable<Interview> interviews) => new()
    {
        ["endpoint"] = options.Target.Provider == ServiceTarget.SandboxProvider ? "" : options.Target.ShownRealtime,
        ["endpoint_query_sha256"] = FileHash.OfText(options.Target.Realtime.Query),
        [Model] = options.InterviewerModel,
        ["interviewer_voice"] = options.InterviewerVoice,
        ["participant_model"] = options.ParticipantModel,
        ["participant_audio"] = options.ParticipantAudio,
        ["participant_voice"] = options.ParticipantAudio ? options.ParticipantVoice : "",
        ["participant_condition"] = options.ParticipantCondition,
        ["data_csv"] = options.DataPath,
        ["prompt_path"] = options.PromptPath,
        ["max_turns"] = options.MaximumTurns,
        ["max_examples"] = options.MaximumCases,
        [RunSettings.Trials] = options.Trials ?? 0,
        ["chunk_ms"] = options.ChunkMilliseconds,
        ["real_time"] = options.RealTime,
        ["time_limit_s"] = options.TimeLimit.TotalSeconds,
        ["cost_limit_usd"] = options.CostLimitUsd,
        [ConversationRunSettings.InvalidCallerLimit] = options.InvalidCallerLimit,
        [SpeechChoice.SourceSetting] = options.ParticipantAudio ? options.SpeechSource.ToString() : "",
        [SpeechChoice.ModelSetting] = options.ParticipantAudio ? options.SpeechOf("").EffectiveModel : "",
        ["inactivity_limit_s"] = options.Limits.Inactivity.TotalSeconds,
        ["total_limit_s"] = options.Limits.Total.TotalSeconds,
        ["seed"] = options.Seed,
        ["interviews_sha256"] = HashOf(interviews),
    };

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
