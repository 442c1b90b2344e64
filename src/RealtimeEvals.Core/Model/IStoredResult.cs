namespace RealtimeEvals.Model;

/// <summary>A result as runs store it. Its members are hidden from users, who see the properties of its type.</summary>
internal interface IStoredResult : ICaseResult
{
    /// <summary>Returns the id of the case, unique in its run.</summary>
    string GetCaseId();

    /// <summary>Returns the file to look at when the case failed, relative to the folder of the run.</summary>
    string GetEvidencePath();

    /// <summary>Returns the milliseconds from the request for a response to its first audio, for each turn; null without audio.</summary>
    IEnumerable<double?> GetLatencies();

    /// <summary>Returns the same result for a run whose folder is now <paramref name="runPath"/>.</summary>
    IStoredResult At(string runPath);

    /// <summary>Returns the same result with absolute paths; files keep relative ones, so that a folder can be moved.</summary>
    IStoredResult Rooted();
}
