using System.Net.WebSockets;

namespace RealtimeEvals.Realtime;

/// <summary>The waits of a session: each has its limit, and each that ends without what was awaited says why.</summary>
internal sealed class SessionWaits(SessionReader reader, TurnLimits limits, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _total = new(limits.Total, time);

    /// <summary>Waits for a signal of the reader, within the limits of silence and of the whole session.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="awaited">What is awaited, for the message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RealtimeException">It did not come.</exception>
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

                // An event that is not the awaited one prolongs the wait: the loop looks again.
                await Task.WhenAny(signal.Task, Task.Delay(left, time, token));
                token.ThrowIfCancellationRequested();
            }
        }, cancellationToken);
        reader.ThrowIfFaulted();
    }

    /// <summary>Does something within the total limit, and finds out why it broke: the user, the limit, or what the reader met.</summary>
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

            // A socket that fails while sending was closed by the other side: the reader is about to learn why.
            await Task.WhenAny(reader.Reading, Task.Delay(TimeSpan.FromSeconds(2), time, cancellationToken));
            throw reader.Fault ?? new RealtimeException(FailureStage.Connection, $"the connection broke: {exception.Message}", exception);
        }
    }
}
