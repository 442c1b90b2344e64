using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>What a run would take, before any price.</summary>
/// <param name="Cases">Different cases.</param>
/// <param name="AgentSessions">Realtime sessions with the model under test.</param>
/// <param name="Uses">What each model is asked for; those of the same role and model are one.</param>
/// <param name="AudioInputMinutes">Minutes that the model under test hears; null when they are not known.</param>
/// <param name="AudioOutputMinutes">Minutes that the model under test speaks; null when they are not known.</param>
/// <param name="IsUpperBound">Whether the run may take less.</param>
internal sealed record PlannedWork(
    int Cases,
    int AgentSessions,
    IReadOnlyList<PlannedUse> Uses,
    double? AudioInputMinutes,
    double? AudioOutputMinutes,
    bool IsUpperBound = false)
{
    /// <summary>Adds up uses of the same model in the same role, in the order of roles; what is never asked is left out.</summary>
    public static IReadOnlyList<PlannedUse> Joined(IEnumerable<PlannedUse> uses) =>
    [
        .. uses.Where(use => use.Calls > 0)
            .GroupBy(use => (use.Role, use.Model))
            .OrderBy(group => group.Key.Role)
            .Select(group => group.Aggregate((sum, use) => sum.Add(use))),
    ];

    /// <summary>How often a role is asked.</summary>
    public int CallsOf(PlanRole role) => Uses.Where(use => use.Role == role).Sum(use => use.Calls);
}
