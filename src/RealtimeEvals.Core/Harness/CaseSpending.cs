using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>Collects what a case spends beside agent and caller. Safe for concurrent use.</summary>
/// <param name="provider">Who answers; a free provider costs nothing.</param>
internal sealed class CaseSpending(string provider)
{
    private readonly Lock _gate = new();
    private readonly List<RoleCost> _spent = [];

    /// <summary>Everything so far.</summary>
    public ValueList<RoleCost> All
    {
        get
        {
            lock (_gate) return new(_spent);
        }
    }

    /// <summary>Adds one call.</summary>
    /// <param name="role">The role.</param>
    /// <param name="model">The model.</param>
    /// <param name="usage">The tokens that the service reported.</param>
    /// <param name="audio">The length of the audio of a model that is priced by time.</param>
    public void Add(string role, string model, TokenUsage usage, TimeSpan? audio = null)
    {
        var cost = new RoleCost(role, model, usage, Cost.Of(provider, usage, "", model, audio));
        lock (_gate) _spent.Add(cost);
    }
}
