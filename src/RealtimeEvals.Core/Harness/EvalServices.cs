using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness;

/// <summary>What the operations need from outside: third-party packages behind ports, and the clock.</summary>
/// <param name="Tables">Reads and writes CSV.</param>
/// <param name="SpeechFor">The speech service of a target.</param>
/// <param name="TranscriberFor">The transcription service of a target.</param>
/// <param name="JudgeFor">The judge of a target.</param>
/// <param name="TextModelFor">The text model at an address.</param>
/// <param name="Recordings">Reads recordings that users bring.</param>
/// <param name="WavFiles">Makes the audio files of evidence.</param>
/// <param name="Time">The clock.</param>
public sealed record EvalServices(
    ITableFormat Tables,
    Func<ServiceTarget, RetryTerms, ISpeechSynthesizer> SpeechFor,
    Func<ServiceTarget, RetryTerms, ITranscriber> TranscriberFor,
    Func<ServiceTarget, RetryTerms, IJudge> JudgeFor,
    Func<TextModelAddress, ITextModel> TextModelFor,
    IRecordingReader Recordings,
    IWavFiles WavFiles,
    TimeProvider Time);
