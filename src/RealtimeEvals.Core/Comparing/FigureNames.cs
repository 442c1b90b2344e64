namespace RealtimeEvals.Comparing;

/// <summary>The figures that runs can be compared by, for completion. A run may have more, since each grader adds one of its own.</summary>
public static class FigureNames
{
    /// <summary>All names, sorted.</summary>
    public static IReadOnlyList<string> All => FigurePick.Names;
}
