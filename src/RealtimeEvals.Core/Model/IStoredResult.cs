namespace RealtimeEvals.Model;

/// <summary>A result as runs keep it. Users see the properties of its type, not these.</summary>
internal interface IStoredResult : ICaseResult
{
    /// <summary>The case and its trial, unique in the run.</summary>
    CaseKey GetKey();

    /// <summary>Where to look when the case failed, relative to the folder of the run.</summary>
    string GetEvidencePath();

    /// <summary>Its turns; of a single turn the result itself.</summary>
    IEnumerable<object> GetTurns();

    /// <summary>The same result of a run whose folder is at <paramref name="runPath"/> now.</summary>
    IStoredResult At(string runPath);

    /// <summary>The same result with absolute paths; files keep relative ones, so that a folder can be moved.</summary>
    IStoredResult Rooted();
}
