namespace RealtimeEvals.Harness;

/// <summary>What a case can be selected by.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Group">What else it goes by: for a trial the simulation; empty for nothing.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record CaseNames(string Id, string Group, IReadOnlyList<string> Tags)
{
    /// <summary>Whether a case is meant by a name.</summary>
    public bool IsCalled(string name) =>
        Id.Equals(name, StringComparison.OrdinalIgnoreCase) || Group.Equals(name, StringComparison.OrdinalIgnoreCase);
}
