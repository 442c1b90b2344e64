using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>What the operations need from outside: third-party packages behind ports, and the clock.</summary>
/// <param name="Tables">Reads and writes CSV.</param>
/// <param name="SpeechFor">The speech service of a target.</param>
/// <param name="TranscriberFor">The transcription service of a target.</param>
/// <param name="JudgeFor">The judge of a target.</param>
/// <param name="Recordings">Reads recordings that are not WAV.</param>
/// <param name="Time">The clock.</param>
public sealed record EvalServices(
    ITableFormat Tables,
    Func<ServiceTarget, ISpeechSynthesizer> SpeechFor,
    Func<ServiceTarget, ITranscriber> TranscriberFor,
    Func<ServiceTarget, IJudge> JudgeFor,
    IRecordingConverter Recordings,
    TimeProvider Time);
