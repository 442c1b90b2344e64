namespace RealtimeEvals.Model;

/// <summary>What every finished case of a run has, whatever its harness.</summary>
public interface ICaseResult
{
    /// <summary>The verdict.</summary>
    Outcome Outcome { get; }

    /// <summary>Cost in US dollars; null when it is not known.</summary>
    decimal? CostUsd { get; }

    /// <summary>The case, unique in its run.</summary>
    string GetCaseId();

    /// <summary>Where to look when the case failed, relative to the folder of the run.</summary>
    string GetEvidencePath();

    /// <summary>The same result of a run whose folder is at <paramref name="runPath"/> now.</summary>
    ICaseResult At(string runPath);
}
