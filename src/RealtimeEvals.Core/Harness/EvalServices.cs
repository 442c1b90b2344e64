using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness;

/// <summary>What the operations need from outside: third-party packages behind ports, and the clock.</summary>
/// <param name="Tables">Reads and writes CSV.</param>
/// <param name="SpeechFor">The speech service of a target.</param>
/// <param name="TranscriberFor">The transcription service of a target.</param>
/// <param name="JudgeFor">The judge of a target.</param>
/// <param name="TextModelFor">The text model of a refusal smoke run.</param>
/// <param name="HostedFor">
/// The hosted evals of a refusal smoke run, for a set, what the model is told, and where to say what was left behind.
/// </param>
/// <param name="Recordings">Reads recordings that users bring.</param>
/// <param name="WavFiles">Makes the audio files of evidence.</param>
/// <param name="Time">The clock.</param>
public sealed record EvalServices(
    ITableFormat Tables,
    Func<ServiceTarget, RetryTerms, ISpeechSynthesizer> SpeechFor,
    Func<ServiceTarget, RetryTerms, ITranscriber> TranscriberFor,
    Func<ServiceTarget, RetryTerms, IJudge> JudgeFor,
    Func<RefusalOptions, ITextModel> TextModelFor,
    Func<RefusalOptions, RefusalDataset, string, Action<string>, IRowSource> HostedFor,
    IRecordingReader Recordings,
    IWavFiles WavFiles,
    TimeProvider Time);
