using RealtimeEvals.Adapters.Recordings;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;

namespace RealtimeEvals.Adapters;

/// <summary>Puts the packages behind the ports.</summary>
public static class AdapterServices
{
    /// <summary>The services that operations need.</summary>
    /// <param name="time">The clock of everything.</param>
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
