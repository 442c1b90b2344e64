using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>Decides what <see cref="SpeechSource.Auto"/> means in a run.</summary>
internal static class SpeechChoice
{
    /// <summary>The number of days before the end of the default speech model from which a realtime session is used instead.</summary>
    public const int NearDays = 60;

    /// <summary>The name of the setting that holds the chosen source.</summary>
    public const string SourceSetting = "speech_source";

    /// <summary>The name of the setting that holds the chosen model.</summary>
    public const string ModelSetting = "speech_model";

    /// <summary>
    /// Returns the source to use: the user's, else that of the run or audio set that is continued, else by model, service and date.
    /// </summary>
    /// <param name="asked">The settings of the user.</param>
    /// <param name="target">The service.</param>
    /// <param name="earlier">The source of the run or audio set that is continued; null when there is none.</param>
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

    /// <summary>Returns the source of the run that is resumed; null when no run is resumed.</summary>
    public static SpeechSource? OfResumed(RunOptions options)
    {
        if (!options.Resume || !SafeFileName.IsSafe(options.FolderName)) return null;
        IStoredRun? resumed = RunStores.Find(Path.Combine(options.ResultsPath, options.FolderName));
        return resumed?.Manifest.Settings[SourceSetting] is { } setting ? Parse(setting.ToString()) : null;
    }

    /// <summary>Returns the manifest with the speech source that was actually used, so that a resumed run keeps it.</summary>
    /// <param name="manifest">The run.</param>
    /// <param name="speech">The settings as they are now; null if no speech is synthesized.</param>
    public static RunManifest RecordIn(RunManifest manifest, CallerSpeech? speech)
    {
        if (speech is null || !manifest.Settings.ContainsKey(SourceSetting)) return manifest;
        var settings = (JsonObject)manifest.Settings.DeepClone();
        settings[SourceSetting] = speech.Source.ToString();
        settings[ModelSetting] = speech.EffectiveModel;
        return manifest with { Settings = settings };
    }

    /// <summary>Parses a stored source; null for anything else.</summary>
    public static SpeechSource? Parse(string text) =>
        text == nameof(SpeechSource.Speech) ? SpeechSource.Speech : text == nameof(SpeechSource.Realtime) ? SpeechSource.Realtime : null;
}
