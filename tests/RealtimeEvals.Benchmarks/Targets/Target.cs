namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>One figure held against its bound.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Measured">The figure; null where it could not be measured, which counts as missed.</param>
/// <param name="Bound">The bound, which is part of what is accepted.</param>
/// <param name="IsLeast">Whether the figure must be at least the bound; otherwise at most.</param>
/// <param name="Unit">The unit of both.</param>
/// <param name="Note">What else belongs to the figure.</param>
internal sealed record Target(string Name, double? Measured, double Bound, bool IsLeast, string Unit, string Note = "")
{
    /// <summary>Whether the target is met. A figure that is missing or no number never meets it.</summary>
    public bool IsHeld => Measured is double figure && (IsLeast ? figure >= Bound : figure <= Bound);

    /// <summary>A figure that must be at most its bound.</summary>
    public static Target Most(string name, double? measured, double bound, string unit, string note = "") =>
        new(name, measured, bound, IsLeast: false, unit, note);

    /// <summary>A figure that must be at least its bound.</summary>
    public static Target Least(string name, double? measured, double bound, string unit, string note = "") =>
        new(name, measured, bound, IsLeast: true, unit, note);

    /// <summary>Returns the target as a row of a Markdown table.</summary>
    public override string ToString()
    {
        string measured = Measured is double figure ? FormattableString.Invariant($"{figure:#,0.###}") : "not measured";
        string bound = FormattableString.Invariant($"{(IsLeast ? ">=" : "<=")} {Bound:#,0.###} {Unit}").TrimEnd();
        return $"| {Name} | {measured} | {bound} | {(IsHeld ? "held" : "MISSED")} | {Note} |";
    }
}
