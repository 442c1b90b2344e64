using RealtimeEvals.Audio;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;

namespace RealtimeEvals.Tests.Harness.Conversations.Callers;

/// <summary>Lines of a caller, and what the rules find in them.</summary>
internal static class CallerLines
{
    /// <summary>A sound for lines that have to have one.</summary>
    public static readonly byte[] Sound = PcmSamples.Encode(Signal.Tone(500, 24_000, 2_400), AudioEncoding.Pcm16);

    public static CallerRules Rules() => new(Simulated.Call());

    public static CallerLine Spoken(string text) => new(text, Sound, AudioFormat.Pcm24K, new TokenUsage());

    public static CallerLine Silent(string text) => new(text, Array.Empty<byte>(), AudioFormat.Pcm24K, new TokenUsage());

    public static Transcript Said(params string[] agent)
    {
        var transcript = new Transcript();
        foreach (string text in agent) transcript.AddAgent(Simulated.Turn(1, "", text));
        return transcript;
    }

    /// <summary>What is found when this is said in turn 2, after these words of the agent.</summary>
    public static IReadOnlyList<CallerFinding> Find(string text, params string[] agent) => Rules().Find(2, Spoken(text), Said(agent));
}
