using System.Text.Json.Nodes;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Files;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>The settings of a refusal smoke run that its results depend on.</summary>
internal static class RefusalSettings
{
    public static JsonObject Of(RefusalOptions options, RefusalDataset dataset, RefusalPrompts prompts, string answersSha256)
    {
        var settings = new JsonObject
        {
            ["endpoint"] = options.Target.Provider == ServiceTarget.SandboxProvider ? "" : options.Target.ShownRest,
            ["backend"] = options.Backend.ToString(),
            ["model"] = options.Model,
            ["temperature"] = options.Temperature,
            ["max_examples"] = options.MaximumCases,
            ["inactivity_limit_s"] = options.Limits.Inactivity.TotalSeconds,
            ["seed"] = options.Seed,
            ["data_sha256"] = dataset.Sha256,
            ["prompt_sha256"] = FileHash.OfText(options.Speaks ? prompts.AnswerClassifier : prompts.RequestClassifier),
            ["voice_run"] = options.Speaks,
        };
        if (answersSha256.Length > 0) settings["answers_sha256"] = answersSha256;
        if (options.Trials > 1) settings[RunSettings.Trials] = options.Trials;
        if (!options.Speaks) return settings;
        settings["agent_model"] = options.AgentModel;
        settings["agent_prompt_sha256"] = FileHash.OfText(prompts.VoiceAgent);
        settings["voice"] = options.Voice;
        settings["chunk_ms"] = options.ChunkMilliseconds;
        settings["real_time"] = options.RealTime;
        settings[SpeechChoice.SourceSetting] = options.SpeechSource.ToString();
        settings[SpeechChoice.ModelSetting] = options.CallerSpeech.EffectiveModel;
        return settings;
    }
}
