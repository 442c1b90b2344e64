using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>How the caller's speech is made.</summary>
public sealed record CallerSpeech(SpeechSource Source, string Model, string Voice, string CachePath)
{
    /// <summary>Where the caller's speech comes from: the speech endpoint, or a realtime session that reads the text aloud.</summary>
    /// <remarks>
    /// <para>
    /// Auto chooses, Speech is the speech endpoint, Realtime a realtime session. What a session says is compared with its own transcript; a
    /// reading that is not the text is asked for again, at most twice. A caller that is a model speaks for itself.
    /// </para>
    /// <para>
    /// All models of the speech endpoint end on 2027-01-06. Auto is Speech on this machine and Realtime with any other service from 60 days
    /// before that day on, or once the service does not have the model; run.json names what it was, and a run that is resumed keeps it.
    /// </para>
    /// </remarks>
    public SpeechSource Source { get; init; } = Source;

    /// <summary>The model that makes the caller's speech.</summary>
    /// <remarks>
    /// Without a name it is the usual one of the source: a speech model, or a realtime model that reads aloud. A model that ends within 90
    /// days gives a warning, except with a service on this machine.
    /// </remarks>
    /// <value>default_speech_model of data/models.json; of a realtime session default_reading_model</value>
    public string Model { get; init; } = Model;

    /// <summary>The voice that speaks.</summary>
    public string Voice { get; init; } = Voice;

    /// <summary>The folder of synthesized speech.</summary>
    /// <remarks>
    /// The same words in the same voice are made once; later runs send the same bytes. A folder that cannot be written gives a warning, and
    /// the speech is made again next time.
    /// </remarks>
    /// <value>RealtimeEvals/speech in the user's local application data</value>
    public string CachePath { get; init; } = CachePath;

    /// <summary>
    /// Whether a realtime session may take over when the model is missing: true when the user chose neither source nor model.
    /// </summary>
    public bool MayChange { get; init; }

    /// <summary>The model that is used: <see cref="Model"/>, or the default of the source when that is empty.</summary>
    public string EffectiveModel =>
        Model.Length > 0 ? Model
        : Source == SpeechSource.Realtime ? ModelCatalog.Shipped.DefaultReadingModel
        : ModelCatalog.Shipped.DefaultSpeechModel;

    /// <summary>Returns one sentence if the speech endpoint is used but its address is not known; otherwise nothing.</summary>
    /// <param name="target">The service.</param>
    public IEnumerable<string> FindProblems(ServiceTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Source == SpeechSource.Speech && target.Rest is null
            ? ["The address of the speech endpoint cannot be told from the realtime endpoint; "
                + "set OPENAI_BASE_URL instead of the endpoint, or take the speech from a realtime session."]
            : [];
    }

    /// <summary>The name of the source and its service, by which the cache keeps speech apart.</summary>
    internal string SourceName(ServiceTarget target) => $"{Source} {target.SpeechSource}";

    /// <summary>Opens the source, with its cache in front.</summary>
    internal CachedSpeech Open(EvalServices services, ServiceTarget target, TurnLimits limits, RetryTerms terms, IRunSink sink)
    {
        bool isSandbox = target.Provider == ServiceTarget.SandboxProvider;
        var quiet = new QuietSpeech(
            () => Source == SpeechSource.Realtime
                ? new RealtimeSpeech(target, limits, terms, services.Time)
                : services.SpeechFor(target, terms),
            target.Redactor);
        return new CachedSpeech(quiet, SourceName(target), isSandbox, CachePath, sink.Warning, services.Time);
    }
}
