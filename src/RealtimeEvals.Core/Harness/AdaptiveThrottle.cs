using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>
/// How many cases run at the same time. A sign that the service takes no more halves the number and holds new cases back as long as the
/// service asks; each case that ends without such a sign raises it by one, up to where it began. While this machine is too busy to measure,
/// cases beyond two for each processor begin a second apart: short ones would only wait for each other. Safe for concurrent use.
/// </summary>
internal sealed class AdaptiveThrottle : IDisposable
{
    /// <summary>How long one burst of refusals counts as one sign.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);

    /// <summary>The longest time that new cases are held back, whatever the service asks.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>How long a case looks whether the machine is busy, so that a pause of the work does not let all begin at once.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    /// <summary>How long it looks at most: a machine that is always busy shall not keep long cases from being held side by side.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly int _most;
    private readonly RatePressure _pressure;
    private readonly TimeProvider _time;
    private readonly Func<bool>? _isBusy;
    private readonly SemaphoreSlim _door = new(1);
    private readonly Action<string> _tell;
    private TaskCompletionSource _changed = NewSignal();
    private readonly long _begun;
    private TimeSpan _resumeAt;
    private TimeSpan _loweredAt = -Burst;
    private int _signs;
    private int _active;

    /// <summary>Begins with as many cases as are wanted.</summary>
    /// <param name="most">The number of cases that are wanted at the same time.</param>
    /// <param name="pressure">Tells when the service takes no more.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isBusy">Tells whether this machine is too busy to measure; null where nobody knows.</param>
    /// <param name="tell">Takes a sentence when the number is lowered.</param>
    public AdaptiveThrottle(int most, RatePressure pressure, TimeProvider time, Func<bool>? isBusy, Action<string> tell)
    {
        (_most, Limit, _pressure, _time, _isBusy, _tell) = (most, most, pressure, time, isBusy, tell);
        _begun = time.GetTimestamp();
        _pressure.Felt = Lower;
    }

    /// <summary>The number of cases that may run at the same time now.</summary>
    public int Limit { get; private set; }

    /// <summary>Waits until a case may start. Disposing what is returned ends the case.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        // One at a time waits at the door, so that a change wakes one and not all.
        await _door.WaitAsync(cancellationToken);
        try
        {
            TimeSpan since = Elapsed;
            while (true)
            {
                Task wait;
                lock (_gate)
                {
                    if (TryEnter(since, out TimeSpan pause)) return new Place(this, _signs);
                    wait = pause > TimeSpan.Zero
                        ? Task.WhenAny(_changed.Task, Task.Delay(pause, _time, cancellationToken))
                        : _changed.Task.WaitAsync(cancellationToken);
                }

                await wait;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            _door.Release();
        }
    }

    /// <summary>Counts a case in, if it may start now.</summary>
    /// <param name="since">Since when it looks whether the machine is busy.</param>
    /// <param name="pause">When to look again; zero where only the end of another case can help.</param>
    private bool TryEnter(TimeSpan since, out TimeSpan pause)
    {
        pause = _resumeAt - Elapsed < LongestPause ? _resumeAt - Elapsed : LongestPause;
        if (pause > TimeSpan.Zero) return false;
        pause = TimeSpan.Zero;
        if (_active >= Limit) return false;
        bool isCrowded = _isBusy is not null && _active >= 2 * Environment.ProcessorCount;
        TimeSpan looked = Elapsed - since;
        if (isCrowded && (looked < Glance || (looked < LongestLook && _isBusy!())))
        {
            pause = Glance;
            return false;
        }

        _active++;
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _pressure.Felt = null;
        _door.Dispose();
    }

    private void Lower(TimeSpan? wait)
    {
        int limit;
        lock (_gate)
        {
            _signs++;
            TimeSpan now = Elapsed;
            if (wait is TimeSpan asked && now + asked > _resumeAt) _resumeAt = now + (asked < LongestPause ? asked : LongestPause);
            if (now - _loweredAt < Burst || Limit == 1) return;
            _loweredAt = now;
            limit = Limit = Math.Max(1, Limit / 2);
        }

        _tell(FormattableString.Invariant($"The service asks for fewer requests: {limit} of {_most} cases run at the same time now."));
    }

    /// <summary>The time since the start, which no change of the clock touches.</summary>
    private TimeSpan Elapsed => _time.GetElapsedTime(_begun);

    private void Leave(int signsBefore)
    {
        lock (_gate)
        {
            _active--;
            if (_signs == signsBefore && Limit < _most) Limit++;
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Place(AdaptiveThrottle throttle, int signs) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0) throttle.Leave(signs);
        }
    }
}
