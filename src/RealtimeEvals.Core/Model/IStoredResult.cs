namespace RealtimeEvals.Model;

/// <summary>A result as runs store it. Its members are hidden from users, who see the properties of its type.</summary>
internal interface IStoredResult : ICaseResult
{
    /// <summary>The case and its trial, unique in the run.</summary>
    CaseKey GetKey();

    /// <summary>Returns the file to look at when the case failed, relative to the folder of the run.</summary>
    string GetEvidencePath();

    /// <summary>Its turns; of a single turn the result itself.</summary>
    IEnumerable<object> GetTurns();

    /// <summary>Returns the same result for a run whose folder is now <paramref name="runPath"/>.</summary>
    IStoredResult At(string runPath);

    /// <summary>Returns the same result with absolute paths; files keep relative ones, so that a folder can be moved.</summary>
    IStoredResult Rooted();
}
