using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>How the caller's speech is made.</summary>
/// <param name="Source">By which service.</param>
/// <param name="Model">By which model; empty for the usual one of the source.</param>
/// <param name="Voice">In which voice.</param>
/// <param name="CachePath">The folder in which it is kept.</param>
public sealed record CallerSpeech(SpeechSource Source, string Model, string Voice, string CachePath)
{
    /// <summary>Whether a realtime session may take over when the model is not there: neither source nor model was the user's.</summary>
    public bool MayChange { get; init; }

    /// <summary>The model in force.</summary>
    public string EffectiveModel =>
        Model.Length > 0 ? Model
        : Source == SpeechSource.Realtime ? ModelCatalog.Shipped.DefaultReadingModel
        : ModelCatalog.Shipped.DefaultSpeechModel;

    /// <summary>One sentence when the speech endpoint is asked for and its address is not known; else none.</summary>
    /// <param name="target">The service.</param>
    public IEnumerable<string> FindFaults(ServiceTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Source == SpeechSource.Speech && target.Rest is null
            ? ["The address of the speech endpoint cannot be told from the realtime endpoint; "
                + "set OPENAI_BASE_URL instead of the endpoint, or take the speech from a realtime session."]
            : [];
    }

    /// <summary>Opens the source, with its cache in front.</summary>
    internal CachedSpeech Open(EvalServices services, ServiceTarget target, TurnLimits limits, RetryTerms terms, IRunSink sink)
    {
        ISpeechSynthesizer maker = Source == SpeechSource.Realtime
            ? new RealtimeSpeech(target, limits, terms, services.Time)
            : services.SpeechFor(target, terms);
        bool isSandbox = target.Provider == ServiceTarget.SandboxProvider;
        var quiet = new QuietSpeech(maker, target.Redactor);
        return new CachedSpeech(quiet, $"{Source} {target.SpeechSource}", isSandbox, CachePath, sink.Warning, services.Time);
    }
}
