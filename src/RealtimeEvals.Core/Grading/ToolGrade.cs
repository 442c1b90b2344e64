using RealtimeEvals.Model;

namespace RealtimeEvals.Grading;

/// <summary>The comparison of the calls of a turn with the expectation of its case.</summary>
/// <param name="ToolIsRight">Whether the set of called names is the expected one.</param>
/// <param name="ArgumentsAreRight">Whether a call of the expected tool has the expected arguments.</param>
/// <param name="Graded">The call whose arguments are reported; null when there was none.</param>
/// <param name="Repeated">The number of calls of the expected tool beyond the first.</param>
internal sealed record ToolGrade(bool ToolIsRight, bool ArgumentsAreRight, ToolCall? Graded, int Repeated)
{
    /// <summary>Whether tool and arguments are both right.</summary>
    public bool IsRight => ToolIsRight && ArgumentsAreRight;
}
