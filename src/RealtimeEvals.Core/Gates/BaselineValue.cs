namespace RealtimeEvals.Gates;

/// <summary>What of a comparison with a baseline a rule is about.</summary>
internal enum BaselineValue
{
    /// <summary>How many trials passed in the baseline and fail now.</summary>
    Regressions = 0,

    /// <summary>How many trials failed in the baseline and pass now.</summary>
    Improvements,

    /// <summary>The change of a figure.</summary>
    Change,

    /// <summary>The lower end of the change's interval.</summary>
    Low,

    /// <summary>The upper end of the change's interval.</summary>
    High,
}
