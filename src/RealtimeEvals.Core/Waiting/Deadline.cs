using System.Threading.Tasks.Sources;

namespace RealtimeEvals.Waiting;

/// <summary>
/// Waits until a time stamp of <see cref="TimeProvider.System"/>, again and again: one object serves a whole stream, so that a wait
/// allocates nothing. One wait at a time.
/// </summary>
internal sealed class Deadline : IValueTaskSource, IThreadPoolWorkItem
{
    /// <summary>What <see cref="_awaited"/> holds while nothing is awaited.</summary>
    private const int None = -1;

    private ManualResetValueTaskSourceCore<bool> _source;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private int _awaited = None;

    /// <summary>Waits until a time stamp, or until the token is cancelled.</summary>
    public ValueTask WaitAsync(long dueAt, CancellationToken cancellationToken)
    {
        _source.Reset();
        short version = _source.Version;
        _token = cancellationToken;
        Volatile.Write(ref _awaited, version);
        _cancellation = cancellationToken.UnsafeRegister(static wait => ((Deadline)wait!).Cancel(), this);
        DeadlineScheduler.Shared.Add(this, version, dueAt);
        return new ValueTask(this, version);
    }

    /// <summary>Ends the wait on the thread pool, so that what comes after it holds up no other wait.</summary>
    internal void End(short version)
    {
        if (Interlocked.CompareExchange(ref _awaited, None, version) != version) return;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _source.SetResult(true);

    void IValueTaskSource.GetResult(short token)
    {
        _cancellation.Dispose();
        _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        if (Interlocked.Exchange(ref _awaited, None) != None) _source.SetException(new OperationCanceledException(_token));
    }
}
