namespace RealtimeEvals.Waiting;

/// <summary>Runs asynchronous operations with a time limit.</summary>
internal static class TimeLimit
{
    /// <summary>Runs an operation and cancels it when the limit is exceeded.</summary>
    /// <param name="limit">The maximum duration.</param>
    /// <param name="time">The clock.</param>
    /// <param name="operation">The operation; its token is also cancelled by the limit.</param>
    /// <param name="describe">Creates the exception that is thrown when the limit is exceeded.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
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
