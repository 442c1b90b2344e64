using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Files;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Conversations.Plan;

/// <summary>The settings of a run that its results depend on. The contents of input files are covered by hashes.</summary>
internal static class ConversationRunSettings
{
    /// <summary>The share of conversations with an invalid caller above which the run is inconclusive.</summary>
    public const string InvalidCallerLimit = "invalid_caller_limit";

    /// <summary>The judge's model for graders that do not name one.</summary>
    public const string JudgeModel = "judge_model";

    /// <summary>How often the judge is asked for each grade.</summary>
    public const string JudgeSamples = "judge_samples";

    /// <summary>The model that transcribes the audio for graders that listen.</summary>
    public const string TranscriptionModel = "transcription_model";

    /// <summary>The command-line settings that the summary repeats, in the order of the realtime evals of OpenAI's cookbook.</summary>
    public static IReadOnlyList<string> ReferenceNames { get; } =
    [
        "assistant_model_default",
        "simulator_model_default",
        "input_audio_format",
        "output_audio_format",
        "chunk_ms",
        "sample_rate_hz",
        "real_time",
        "data_csv",
    ];

    public static JsonObject Of(SimulationOptions options, IEnumerable<Simulation> simulations)
    {
        SimulationOverrides overrides = options.Overrides;
        return new JsonObject
        {
            ["endpoint"] = options.Target.Provider == ServiceTarget.SandboxProvider ? "" : options.Target.ShownRealtime,
            ["endpoint_query_sha256"] = FileHash.OfText(options.Target.Realtime.Query),
            ["assistant_model_default"] = overrides.AgentModel,
            ["simulator_model_default"] = overrides.CallerModel,
            ["input_audio_format"] = AudioFormat.OnTheWire(overrides.InputEncoding, overrides.SampleRate).Name,
            ["output_audio_format"] = AudioFormat.OnTheWire(overrides.OutputEncoding, overrides.SampleRate).Name,
            ["chunk_ms"] = overrides.ChunkMilliseconds,
            ["sample_rate_hz"] = overrides.SampleRate,
            ["real_time"] = overrides.RealTime,
            ["data_csv"] = options.DataPath,
            ["max_turns"] = overrides.MaximumTurns,
            ["max_examples"] = options.MaximumCases,
            [RunSettings.Trials] = options.Trials ?? 0,
            [JudgeModel] = options.JudgeModel,
            [JudgeSamples] = options.JudgeSamples,
            [TranscriptionModel] = options.TranscriptionModel,
            ["tool_round_limit"] = options.ToolRoundLimit,
            [InvalidCallerLimit] = options.InvalidCallerLimit,
            [SpeechChoice.SourceSetting] = options.SpeechSource.ToString(),
            [SpeechChoice.ModelSetting] = options.SpeechOf("").EffectiveModel,
            ["inactivity_limit_s"] = options.Limits.Inactivity.TotalSeconds,
            ["total_limit_s"] = options.Limits.Total.TotalSeconds,
            ["seed"] = options.Seed,
            ["simulations_sha256"] = HashOf(simulations),
        };
    }

    /// <summary>Returns one hash of all simulations that are run, including their prompts and tools.</summary>
    private static string HashOf(IEnumerable<Simulation> simulations)
    {
        IEnumerable<string> lines = simulations
            .DistinctBy(simulation => simulation.Id, StringComparer.Ordinal)
            .Select(simulation =>
            {
                string told = string.Join(
                    '\0',
                    simulation.Source,
                    simulation.Agent.Tools.Source,
                    simulation.Agent.SystemPrompt,
                    simulation.Caller.SystemPrompt);
                return string.Join(' ', simulation.Id, simulation.Turns.Maximum, FileHash.OfText(told));
            });
        return FileHash.OfText(string.Join('\n', lines));
    }
}
