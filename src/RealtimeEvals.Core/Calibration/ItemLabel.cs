namespace RealtimeEvals.Calibration;

/// <summary>What a person or a grader says about an item.</summary>
internal enum ItemLabel
{
    /// <summary>The item meets the criterion.</summary>
    Pass = 0,

    /// <summary>It does not.</summary>
    Fail,

    /// <summary>The criterion does not apply to it.</summary>
    NotApplicable,
}

/// <summary>Reads labels as people write them.</summary>
internal static class ItemLabels
{
    /// <summary>The words that are taken, for messages.</summary>
    public const string Words = "pass or fail (or true and false, 1 and 0), or not_applicable";

    /// <summary>Returns the label; null for any other word.</summary>
    public static ItemLabel? Parse(string word) => word.ToLowerInvariant() switch
    {
        "pass" or "true" or "1" => ItemLabel.Pass,
        "fail" or "false" or "0" => ItemLabel.Fail,
        "not_applicable" or "n/a" => ItemLabel.NotApplicable,
        _ => null,
    };
}
