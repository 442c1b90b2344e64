using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Statistics;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness;

/// <summary>The external dependencies of the operations: third-party packages behind interfaces, and the clock.</summary>
/// <param name="Tables">Reads and writes CSV.</param>
/// <param name="SpeechFor">Returns the speech service of a target.</param>
/// <param name="TranscriberFor">Returns the transcription service of a target.</param>
/// <param name="JudgeFor">Returns the judge of a target.</param>
/// <param name="TextModelFor">Returns the text model at an address.</param>
/// <param name="Recordings">Reads recordings supplied by users.</param>
/// <param name="WavFiles">Creates the audio files of the evidence.</param>
/// <param name="Distributions">The distributions that intervals and tests are computed with.</param>
/// <param name="Time">The clock.</param>
public sealed record EvalServices(
    ITableFormat Tables,
    Func<ServiceTarget, RetryTerms, ISpeechSynthesizer> SpeechFor,
    Func<ServiceTarget, RetryTerms, ITranscriber> TranscriberFor,
    Func<ServiceTarget, RetryTerms, IJudge> JudgeFor,
    Func<TextModelAddress, ITextModel> TextModelFor,
    IRecordingReader Recordings,
    IWavFiles WavFiles,
    IDistributions Distributions,
    TimeProvider Time)
{
    /// <summary>Opens the store of runs, in which runs are indexed and interviews kept; null for none.</summary>
    public Func<IEvalStore>? OpenStore { get; init; }

    /// <summary>Makes pictures and report of a run at its end; null for none.</summary>
    public IRunPages? Pages { get; init; }

    /// <summary>Plays audio on this machine; null for none.</summary>
    public IAudioPlayer? Player { get; init; }
}
