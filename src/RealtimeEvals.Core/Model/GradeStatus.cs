namespace RealtimeEvals.Model;

/// <summary>What came of a grader.</summary>
public enum GradeStatus
{
    /// <summary>It has not graded; what nobody set is no grade.</summary>
    Open = 0,

    /// <summary>It gave a grade.</summary>
    Graded,

    /// <summary>Its criterion does not apply to the turn.</summary>
    NotApplicable,

    /// <summary>It failed; that is no grade.</summary>
    Error,
}
