namespace RealtimeEvals.Waiting;

/// <summary>Waits with a limit.</summary>
internal static class TimeLimit
{
    /// <summary>Runs an operation, and cancels it when the limit is over.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="operation">The operation, with the token that also the limit cancels.</param>
    /// <param name="describe">Returns what is thrown when the limit is over.</param>
    /// <param name="cancellationToken">Cancels the operation from outside.</param>
    public static async Task<T> RunAsync<T>(
        TimeSpan limit,
        TimeProvider time,
        Func<CancellationToken, Task<T>> operation,
        Func<OperationCanceledException, Exception> describe,
        CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await operation(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw describe(exception);
        }
    }
}
