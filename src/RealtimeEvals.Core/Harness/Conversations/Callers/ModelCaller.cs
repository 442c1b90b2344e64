using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Conversations.Callers;

/// <summary>
/// A caller that is played by a realtime model. The model reads the conversation and speaks the next line. Its session keeps no history, so
/// that each line depends on the persona and the transcript alone.
/// </summary>
internal sealed class ModelCaller(RealtimeSession session, SimulationTurns turns, AudioFormat format) : ICaller
{
    public string Model => session.Model;

    public async Task<CallerLine?> SpeakAsync(int turn, Transcript transcript, CancellationToken cancellationToken)
    {
        OutOfBandPrompt prompt = turn == 1
            ? new OutOfBandPrompt(turns.FirstLine, VerbatimSpeech.Instructions)
            : new OutOfBandPrompt(transcript.ForCaller(), "");
        CollectedTurn said = await session.AskAsync(prompt, cancellationToken);
        return new CallerLine(said.Text, said.Audio, format, said.Usage);
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
