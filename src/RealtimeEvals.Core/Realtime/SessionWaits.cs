using System.Net.WebSockets;

namespace RealtimeEvals.Realtime;

/// <summary>The waits of a session. Each has a limit, and each that ends without its event reports why.</summary>
internal sealed class SessionWaits(SessionReader reader, TurnLimits limits, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _total = new(limits.Total, time);

    /// <summary>Waits for a signal of the reader, within the limits for inactivity and for the whole session.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="awaited">Describes the awaited event, for messages.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RealtimeException">The event did not arrive.</exception>
    public async Task ForAsync(TaskCompletionSource signal, Func<string> awaited, CancellationToken cancellationToken)
    {
        long waitingSince = time.GetTimestamp();
        await GuardAsync(awaited, async token =>
        {
            while (!signal.Task.IsCompleted)
            {
                TimeSpan left = limits.Inactivity - time.GetElapsedTime(Math.Max(waitingSince, reader.LastEventAt));
                if (left <= TimeSpan.Zero)
                {
                    string silence = FormattableString.Invariant(
                        $"no event for {limits.Inactivity.TotalSeconds} s while waiting for {awaited()}.");
                    throw new RealtimeException(FailureStage.ResponseTimeout, silence);
                }

                // Any event restarts the inactivity limit, so that the loop computes the remaining time again.
                await Task.WhenAny(signal.Task, Task.Delay(left, time, token));
                token.ThrowIfCancellationRequested();
            }
        }, cancellationToken);
        reader.ThrowIfFaulted();
    }

    /// <summary>
    /// Runs an action within the total limit. If it fails, the cause is determined: a cancellation, the limit, or an error of the reader.
    /// </summary>
    public Task GuardAsync(string awaited, Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        GuardAsync(() => awaited, action, cancellationToken);

    /// <summary>Frees the timer.</summary>
    public void Dispose() => _total.Dispose();

    private async Task GuardAsync(Func<string> awaited, Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _total.Token);
        try
        {
            await action(either.Token);
        }
        catch (Exception exception)
            when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_total.IsCancellationRequested)
            {
                string length = FormattableString.Invariant(
                    $"the session took more than {limits.Total.TotalSeconds} s while waiting for {awaited()}.");
                throw new RealtimeException(FailureStage.ResponseTimeout, length, exception);
            }

            // When sending fails because the other side closed the socket, the reader receives the reason soon.
            await Task.WhenAny(reader.Reading, Task.Delay(TimeSpan.FromSeconds(2), time, cancellationToken));
            throw reader.Fault ?? new RealtimeException(FailureStage.Connection, $"the connection broke: {exception.Message}", exception);
        }
    }
}
