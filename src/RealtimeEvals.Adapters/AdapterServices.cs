using RealtimeEvals.Adapters.Recordings;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Refusals;

namespace RealtimeEvals.Adapters;

/// <summary>Connects the third-party packages to the interfaces of the core.</summary>
public static class AdapterServices
{
    /// <summary>Returns the services that operations need.</summary>
    /// <param name="time">The clock for all services.</param>
    public static EvalServices Create(TimeProvider time) => new(
        new CsvTableFormat(),
        (target, terms) => new OpenAISpeech(target, terms, time),
        (target, terms) => new OpenAITranscription(target, terms, time),
        (target, terms) => new OpenAIJudge(target, terms, time),
        address => address.IsChat ? new OpenAIChatModel(address, time) : new OpenAITextModel(address, time),
        new RecordingReader(new Ffmpeg()),
        new WavFiles(),
        time);

    /// <summary>The hosted evals of OpenAI and Azure, for refusal smoke runs.</summary>
    /// <param name="time">The clock of everything.</param>
    public static HostedRows HostedEvals(TimeProvider time) =>
        (options, dataset, instructions, warn) => new HostedEvals(options, dataset, instructions, warn, time);
}
