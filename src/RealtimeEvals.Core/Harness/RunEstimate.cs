using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>Estimates what is left of a run by the cases that have ended since its start. Safe for concurrent use.</summary>
/// <param name="time">The clock.</param>
internal sealed class RunEstimate(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _begun;
    private int _open;
    private int _ended;
    private decimal? _cost = 0;

    /// <summary>Begins with the first case.</summary>
    /// <param name="open">The number of cases that are to be run.</param>
    public void Begin(int open)
    {
        lock (_gate) (_begun, _open) = (time.GetTimestamp(), open);
    }

    /// <summary>Counts a case that has ended.</summary>
    /// <param name="costUsd">Its cost in US dollars; null when it is not known.</param>
    public void End(decimal? costUsd)
    {
        lock (_gate) (_ended, _cost) = (_ended + 1, _cost + costUsd);
    }

    /// <summary>Returns progress with the time and cost that are left, once a case has ended.</summary>
    public RunProgress AddTo(RunProgress progress)
    {
        lock (_gate)
        {
            if (_ended == 0 || _open <= _ended) return progress;
            int left = _open - _ended;
            return progress with
            {
                TimeLeft = time.GetElapsedTime(_begun) / _ended * left,
                CostLeftUsd = _cost / _ended * left,
            };
        }
    }
}
