using RealtimeEvals.Adapters.Recordings;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;

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
        options => options.Backend == RefusalBackend.ChatCompletions
            ? new OpenAIChatModel(options, time)
            : new OpenAITextModel(options, time),
        (options, dataset, instructions, warn) => new HostedEvals(options, dataset, instructions, warn, time),
        new RecordingReader(new Ffmpeg()),
        new WavFiles(),
        time);
}
