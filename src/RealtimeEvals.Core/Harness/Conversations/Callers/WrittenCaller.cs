using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Callers;

/// <summary>A caller whose lines are all scripted. They are spoken from the cache, so that every run sends the same bytes.</summary>
internal sealed class WrittenCaller(
    CallerVoice speech, string voice, SimulationTurns turns, string conversationId, TimeSpan limit, CaseSpending spending) : ICaller
{
    public string Model => "";

    public async Task<CallerLine?> SpeakAsync(int turn, Transcript transcript, CancellationToken cancellationToken)
    {
        if (turn > turns.Script.Count) return null;
        string text = turns.Script[turn - 1];
        ReadOnlyMemory<byte> audio = await speech.SayAsync(text, voice, $"speech/{conversationId}", limit, spending, cancellationToken);
        return new CallerLine(text, audio, AudioFormat.Pcm24K, new TokenUsage());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
