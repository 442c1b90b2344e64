using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>What <see cref="SpeechSource.Auto"/> stands for in a run.</summary>
internal static class SpeechChoice
{
    /// <summary>So many days before the end of the usual speech model a realtime session takes its place.</summary>
    public const int NearDays = 60;

    /// <summary>The setting of a run that holds what was chosen.</summary>
    public const string SourceSetting = "speech_source";

    /// <summary>The setting of a run that holds the model of it.</summary>
    public const string ModelSetting = "speech_model";

    /// <summary>The source in force: that of the user, else that of the run or set that goes on, else by model, service and date.</summary>
    /// <param name="asked">What the user said.</param>
    /// <param name="target">The service.</param>
    /// <param name="earlier">What goes on; null when nothing does.</param>
    /// <param name="time">The clock.</param>
    public static SpeechSource Of(CallerSpeech asked, ServiceTarget target, SpeechSource? earlier, TimeProvider time)
    {
        if (asked.Source != SpeechSource.Auto) return asked.Source;
        if (earlier is SpeechSource goesOn) return goesOn;
        if (asked.Model.Length > 0)
        {
            return ModelCatalog.Shipped.Find(asked.Model)?.Kind == "realtime" ? SpeechSource.Realtime : SpeechSource.Speech;
        }

        if (target.Provider == ServiceTarget.SandboxProvider || LoopbackAddress.Is(target.Realtime)) return SpeechSource.Speech;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        bool isNear = ModelCatalog.Shipped.Find(ModelCatalog.Shipped.DefaultSpeechModel)?.EndsWithin(NearDays, today) ?? true;
        return isNear ? SpeechSource.Realtime : SpeechSource.Speech;
    }

    /// <summary>The source of the run that is resumed; null when none is.</summary>
    public static SpeechSource? OfResumed(RunOptions options)
    {
        if (!options.Resume || !SafeFileName.IsSafe(options.RunName)) return null;
        IStoredRun? resumed = RunStores.Find(Path.Combine(options.ResultsPath, options.RunName));
        return resumed?.Manifest.Settings[SourceSetting] is { } setting ? Parse(setting.ToString()) : null;
    }

    /// <summary>A source as it was written down; null for anything else.</summary>
    public static SpeechSource? Parse(string text) =>
        text == nameof(SpeechSource.Speech) ? SpeechSource.Speech : text == nameof(SpeechSource.Realtime) ? SpeechSource.Realtime : null;
}
