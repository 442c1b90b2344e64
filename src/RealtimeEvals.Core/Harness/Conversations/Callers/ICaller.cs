using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Callers;

/// <summary>The caller's side of a conversation.</summary>
internal interface ICaller : IAsyncDisposable
{
    /// <summary>The caller's model as the service reported it; empty for a scripted caller.</summary>
    string Model { get; }

    /// <summary>Returns the next line; null when there is none left.</summary>
    /// <param name="turn">The turn, from 1.</param>
    /// <param name="transcript">What has been said so far.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<CallerLine?> SpeakAsync(int turn, Transcript transcript, CancellationToken cancellationToken);
}

/// <summary>What the caller said in one turn.</summary>
/// <param name="Text">The words.</param>
/// <param name="Audio">The sound.</param>
/// <param name="Format">The format of the sound.</param>
/// <param name="Usage">The tokens that were used for the line.</param>
internal sealed record CallerLine(string Text, ReadOnlyMemory<byte> Audio, AudioFormat Format, TokenUsage Usage)
{
    /// <summary>Whether the line is given to the agent as text; it has no sound then.</summary>
    public bool IsWritten { get; init; }

    /// <summary>Returns a line that is given to the agent as text.</summary>
    public static CallerLine Written(string text, TokenUsage usage) => new(text, default, AudioFormat.Pcm24K, usage) { IsWritten = true };
}
