using RealtimeEvals.Model;

namespace RealtimeEvals.Grading;

/// <summary>How well the calls of a turn meet the expectation of its case.</summary>
/// <param name="ToolIsRight">Whether the set of called names is the expected one.</param>
/// <param name="ArgumentsAreRight">Whether some call of the expected tool has the expected arguments.</param>
/// <param name="Graded">The call that stands for the turn; null when there was none.</param>
/// <param name="Repeated">Calls of the expected tool beyond the first.</param>
public sealed record ToolGrade(bool ToolIsRight, bool ArgumentsAreRight, ToolCall? Graded, int Repeated)
{
    /// <summary>Whether both are right.</summary>
    public bool IsRight => ToolIsRight && ArgumentsAreRight;
}
