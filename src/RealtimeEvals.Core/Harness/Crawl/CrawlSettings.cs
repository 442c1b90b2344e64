using System.Text.Json.Nodes;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>The settings of a run that its results depend on. Two runs with equal settings may be one run, resumed.</summary>
internal static class CrawlSettings
{
    public static JsonObject Of(CrawlOptions options) => new()
    {
        ["endpoint"] = options.Target.Provider == Realtime.ServiceTarget.SandboxProvider ? "" : options.Target.Realtime.GetLeftPart(UriPartial.Path),
        ["model"] = options.Model,
        ["speech_model"] = options.SpeechModel,
        ["voice"] = options.Voice,
        ["chunk_ms"] = options.ChunkMilliseconds,
        ["input_audio_format"] = options.InputFormat.Name,
        ["input_sample_rate_hz"] = options.InputFormat.SampleRate,
        ["output_audio_format"] = options.OutputFormat.Name,
        ["output_sample_rate_hz"] = options.OutputFormat.SampleRate,
        ["real_time"] = options.RealTime,
        ["turn_detection"] = null,
        ["max_examples"] = options.MaximumCases,
        ["inactivity_limit_s"] = options.Limits.Inactivity.TotalSeconds,
        ["total_limit_s"] = options.Limits.Total.TotalSeconds,
        ["seed"] = options.Seed,
        ["data_sha256"] = FileHash.OfFile(options.DataPath),
        ["system_prompt_sha256"] = FileHash.OfFile(options.SystemPromptPath),
        ["tools_sha256"] = FileHash.OfFile(options.ToolsPath),
    };
}
