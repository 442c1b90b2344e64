namespace RealtimeEvals.Realtime;

/// <summary>
/// Sends a marker after a response: a configuration that changes nothing. Services answer in order, so that no event of the turn comes
/// after its answer.
/// </summary>
internal sealed class TurnMarker(RealtimeConnection connection, SessionReader reader, SessionWaits waits, TimeProvider time)
{
    /// <summary>The maximum wait for the answer to a marker.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private bool _isAnswered = true;

    /// <summary>Sends a marker and waits for its answer. If a service leaves one unanswered, no further marker is sent.</summary>
    public async Task SendAsync(SessionConfiguration? configuration, CancellationToken cancellationToken)
    {
        reader.ExpectMarker();
        if (!_isAnswered || configuration is null) return;
        try
        {
            await waits.GuardAsync("a marker to be taken", async token =>
            {
                await connection.SendAsync(connection.Dialect.Marker(configuration), token);
                await reader.Marked.Task.WaitAsync(Patience, time, token);
            }, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or RealtimeException)
        {
            // The turn has its response; an error after it is thrown by the next turn.
            _isAnswered = false;
        }
    }
}
