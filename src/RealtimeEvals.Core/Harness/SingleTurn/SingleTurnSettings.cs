using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>The settings of a run that its results depend on. A run can be resumed only with equal settings.</summary>
internal static class SingleTurnSettings
{
    /// <summary>The setting with the hash of the data file.</summary>
    public const string DataSha256 = "data_sha256";

    public static JsonObject Of(SingleTurnOptions options, AgentFiles agent)
    {
        var settings = new JsonObject
        {
            ["endpoint"] = options.Target.Provider == ServiceTarget.SandboxProvider ? "" : options.Target.ShownRealtime,
            ["endpoint_query_sha256"] = FileHash.OfText(options.Target.Realtime.Query),
            ["model"] = options.Model,
            ["voice"] = options.Voice,
            ["chunk_ms"] = options.ChunkMilliseconds,
            ["input_audio_format"] = options.InputFormat.Name,
            ["input_sample_rate_hz"] = options.InputFormat.SampleRate,
            ["output_audio_format"] = options.OutputFormat.Name,
            ["output_sample_rate_hz"] = options.OutputFormat.SampleRate,
            ["real_time"] = options.RealTime,
            ["turn_detection"] = options.TurnDetection.ToString(),
            ["max_examples"] = options.MaximumCases,
            ["inactivity_limit_s"] = options.Limits.Inactivity.TotalSeconds,
            ["total_limit_s"] = options.Limits.Total.TotalSeconds,
            ["seed"] = options.Seed,
            [DataSha256] = agent.DataSha256,
            ["system_prompt_sha256"] = agent.SystemPromptSha256,
            ["tools_sha256"] = agent.Tools.Sha256,
        };
        if (options.Trials > 1) settings[RunSettings.Trials] = options.Trials;
        return settings;
    }
}
