using System.Threading.Tasks.Sources;

namespace RealtimeEvals.Waiting;

/// <summary>
/// Waits until a time stamp of <see cref="TimeProvider.System"/>, again and again: one object serves a whole stream, so that a wait
/// allocates nothing. One wait at a time.
/// </summary>
internal sealed class Deadline : IValueTaskSource
{
    /// <summary>What <see cref="_awaited"/> holds while nothing is awaited.</summary>
    private const int None = -1;

    private ManualResetValueTaskSourceCore<bool> _source;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private int _awaited = None;
    private Deadline? _others;

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

    /// <summary>Takes the wait as ended, unless it was cancelled; <see cref="EndAll"/> then ends it.</summary>
    /// <param name="version">Which use of it is meant.</param>
    /// <param name="others">Waits that end with this one.</param>
    internal bool TryEnd(short version, Deadline? others)
    {
        if (Interlocked.CompareExchange(ref _awaited, None, version) != version) return false;
        _others = others;
        return true;
    }

    /// <summary>Ends this wait and the others: what comes after them runs now.</summary>
    internal void EndAll()
    {
        for (Deadline? wait = this; wait is not null;)
        {
            // Once its wait is over, a deadline may be used for the next.
            Deadline ended = wait;
            wait = ended._others;
            ended._others = null;
            ended._source.SetResult(true);
        }
    }

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
