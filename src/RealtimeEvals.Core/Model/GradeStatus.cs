namespace RealtimeEvals.Model;

/// <summary>The status of a grader's result. The zero value is no grade.</summary>
public enum GradeStatus
{
    /// <summary>The grader has not graded yet.</summary>
    Open = 0,

    /// <summary>The grader gave a grade.</summary>
    Graded,

    /// <summary>The criterion does not apply to the turn.</summary>
    NotApplicable,

    /// <summary>The grader failed, which is no grade.</summary>
    Error,
}
