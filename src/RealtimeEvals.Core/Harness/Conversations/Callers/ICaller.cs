namespace RealtimeEvals.Harness.Conversations.Callers;

/// <summary>The caller's side of a conversation.</summary>
internal interface ICaller : IAsyncDisposable
{
    /// <summary>The caller's model as the service named it; empty for a written caller.</summary>
    string Model { get; }

    /// <summary>Says the next line; null when there is none left.</summary>
    /// <param name="turn">The turn, from 1.</param>
    /// <param name="transcript">What has been said so far.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<CallerLine?> SpeakAsync(int turn, Transcript transcript, CancellationToken cancellationToken);
}
