using RealtimeEvals.Harness;

namespace RealtimeEvals.Adapters;

/// <summary>Puts the packages behind the ports.</summary>
public static class AdapterServices
{
    /// <summary>The services that operations need.</summary>
    /// <param name="time">The clock of everything.</param>
    public static EvalServices Create(TimeProvider time) => new(
        new CsvTableFormat(),
        target => new OpenAISpeech(target),
        target => new OpenAITranscription(target),
        target => new OpenAIJudge(target),
        new Ffmpeg(),
        time);
}
