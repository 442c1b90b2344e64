using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>
/// What a run may still spend. No case is started that would exceed a cap, judging by the mean of those that have ended; cases that are
/// being run come to their end. Safe for concurrent use.
/// </summary>
/// <param name="options">The caps.</param>
/// <param name="time">The clock.</param>
internal sealed class RunBudget(RunOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private bool _isCostUnknown;
    private bool _areTokensUnknown;
    private decimal _cost;
    private long _tokens;
    private int _ended;
    private int _running;

    /// <summary>Counts what a case has spent, in this start or an earlier one, whatever became of it.</summary>
    public void Add(IStoredResult result)
    {
        if (result.Outcome == Outcome.Skipped) return;
        lock (_gate)
        {
            _ended++;
            if (result.GetTokens() is long tokens) _tokens += tokens;
            else _areTokensUnknown |= options.Target.Provider != ServiceTarget.ReplayProvider;
            if (result.GetSpentUsd() is decimal cost) _cost += cost;
            else _isCostUnknown = true;
        }
    }

    /// <summary>Returns why no further case may start; empty when one may, which then counts as running.</summary>
    public string TryStart()
    {
        lock (_gate)
        {
            string reason = FindReason();
            if (reason.Length == 0) _running++;
            return reason;
        }
    }

    /// <summary>Records that a case that was started has ended.</summary>
    public void End()
    {
        lock (_gate) _running--;
    }

    private string FindReason()
    {
        if (options.MaximumDuration is TimeSpan longest && time.GetElapsedTime(_started) >= longest)
        {
            return FormattableString.Invariant($"the run has taken its {longest.TotalSeconds:0.###} s");
        }

        if (options.OwnMaximumTokens is long tokens)
        {
            if (_areTokensUnknown) return Unknown("the tokens of a case are", "tokens");
            if (Exceeds(_tokens, tokens)) return FormattableString.Invariant($"{_tokens} of {tokens} tokens are used");
        }

        if (options.OwnMaximumCostUsd is not decimal most) return "";
        if (_isCostUnknown) return Unknown("the cost of a case is", "cost");
        return Exceeds(_cost, most) ? FormattableString.Invariant($"${_cost:0.00####} of ${most:0.00####} are spent") : "";
    }

    private static string Unknown(string what, string cap) =>
        $"{what} not known, so that nobody can tell whether the cap is kept; to go on, resume without a cap of {cap}";

    /// <summary>Whether the cases that are being run and one more would exceed a cap, if they take what the others took.</summary>
    private bool Exceeds(decimal spent, decimal most) =>
        spent >= most || (_ended > 0 && spent + spent / _ended * (_running + 1) > most);
}
