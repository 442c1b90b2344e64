namespace RealtimeEvals.Realtime;

/// <summary>
/// A configuration that changes nothing, sent behind a response: services answer in order, so that nothing of the turn comes after its
/// answer.
/// </summary>
internal sealed class TurnMarker(RealtimeConnection connection, SessionReader reader, SessionWaits waits, TimeProvider time)
{
    /// <summary>How long a service may leave a marker unanswered.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private bool _isAnswered = true;

    /// <summary>Sends a marker and waits for its answer. A service that leaves one unanswered is sent no other.</summary>
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
            // The turn has its response; what breaks behind it is met by the next turn.
            _isAnswered = false;
        }
    }
}
