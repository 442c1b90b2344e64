using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>Makes the options with which a stored run of interviews goes on, from what it recorded.</summary>
public static class InterviewResume
{
    /// <summary>
    /// Returns the options. What they do not hold, such as a selection of cases, is found when the run is resumed and refused there.
    /// </summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="target">The service.</param>
    /// <param name="speechCachePath">The folder of synthesized speech.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>: there is no run of interviews. <c>ResumeMismatch</c>: what it recorded is not enough to go on.
    /// </exception>
    public static BenchmarkOptions OptionsOf(string runPath, ServiceTarget target, string speechCachePath)
    {
        RunManifest? manifest = RunStores.Find(runPath)?.Manifest;
        if (manifest?.Harness != InterviewHarness.OfInterviews.Name) throw EvalErrors.RunNotFound(runPath);
        try
        {
            return OptionsOf(manifest.Settings, Path.GetDirectoryName(runPath)!, manifest.RunId, target, speechCachePath);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or OverflowException or JsonException)
        {
            throw EvalErrors.ResumeMismatch(manifest.RunId, "what run.json says of them");
        }
    }

    private static BenchmarkOptions OptionsOf(
        JsonObject settings, string resultsPath, string runId, ServiceTarget target, string speechCachePath)
    {
        bool speaks = Required<bool>(InterviewRunSettings.ParticipantAudio);
        var limits = new TurnLimits(
            TurnLimits.Span(Required<double>(InterviewRunSettings.InactivityLimit)),
            TurnLimits.Span(Required<double>(InterviewRunSettings.TotalLimit)));
        return new BenchmarkOptions
        {
            Target = target,
            ResultsPath = resultsPath,
            SpeechCachePath = speechCachePath,
            RunName = runId,
            Shard = Shard.Parse(settings[ShardPlan.Shard]?.GetValue<string>()),
            Resume = true,
            InterviewerModel = Required<string>(InterviewRunSettings.Model),
            InterviewerVoice = Required<string>(InterviewRunSettings.InterviewerVoice),
            ParticipantModel = Required<string>(InterviewRunSettings.ParticipantModel),
            ParticipantAudio = speaks,
            ParticipantVoice = speaks ? Required<string>(InterviewRunSettings.ParticipantVoice) : ConversationOptions.WrittenVoice,
            ParticipantCondition = Required<string>(InterviewRunSettings.ParticipantCondition),
            SpeechModel = speaks ? Required<string>(SpeechChoice.ModelSetting) : "",
            DataPath = Required<string>(InterviewRunSettings.DataPath),
            PromptPath = Required<string>(InterviewRunSettings.PromptPath),
            PromptPairs = Texts(InterviewRunSettings.PromptPairs),
            PromptValues = Texts(InterviewRunSettings.PromptValues),
            EndCue = settings[InterviewRunSettings.EndCue]?.GetValue<string>() ?? PromptFolder.DefaultEndCue,
            FirstLine = settings[InterviewRunSettings.FirstLine]?.GetValue<string>() ?? BenchmarkOptions.DefaultFirstLine,
            MaximumTurns = Required<int>(InterviewRunSettings.MaximumTurns),
            MaximumCases = Required<int>(InterviewRunSettings.MaximumCases),
            Trials = Required<int>(RunSettings.Trials) is > 0 and int trials ? trials : null,
            ChunkMilliseconds = Required<int>(InterviewRunSettings.ChunkMilliseconds),
            RealTime = Required<bool>(InterviewRunSettings.RealTime),
            TimeLimit = TurnLimits.Span(Required<double>(InterviewRunSettings.TimeLimit)),
            CostLimitUsd = settings[InterviewRunSettings.CostLimit]?.GetValue<decimal>(),
            InvalidCallerLimit = Required<double>(ConversationRunSettings.InvalidCallerLimit),
            Limits = limits,
            Seed = Required<int>(InterviewRunSettings.Seed),
        };

        T Required<T>(string name) => settings[name] is JsonValue value ? value.GetValue<T>() : throw new FormatException(name);

        IReadOnlyList<string> Texts(string name) =>
            settings[name] is JsonArray list ? [.. list.Select(one => one!.GetValue<string>())] : [];
    }
}
