namespace RealtimeEvals.Model;

/// <summary>A result as runs store it. Its members are hidden from users, who see the properties of its type.</summary>
internal interface IStoredResult : ICaseResult
{
    /// <summary>The case and its trial, unique in the run.</summary>
    CaseKey GetKey();

    /// <summary>Its place in the data, from 1; all trials of a case may have the same.</summary>
    int GetNumber();

    /// <summary>Returns the file to look at when the case failed, relative to the folder of the run.</summary>
    string GetEvidencePath();

    /// <summary>Its turns; of a single turn the result itself.</summary>
    IEnumerable<object> GetTurns();

    /// <summary>The error code of the service or the type of the failure; empty when there was none.</summary>
    string GetErrorType();

    /// <summary>Returns the same result as one of the given attempt at its case.</summary>
    /// <param name="attempts">The number of attempts so far, from 1.</param>
    IStoredResult Tried(int attempts);

    /// <summary>All tokens that the service reported for the case, of every role; null when those of a response are not known.</summary>
    long? GetTokens();

    /// <summary>What the case cost in US dollars, of every role; null when any part of it is not known.</summary>
    decimal? GetSpentUsd();

    /// <summary>Returns the same result for a run whose folder is now <paramref name="runPath"/>.</summary>
    IStoredResult At(string runPath);

    /// <summary>Returns the same result as one of another run, which planned so many cases.</summary>
    IStoredResult In(string runId, int planned);

    /// <summary>Returns the same result with absolute paths; files keep relative ones, so that a folder can be moved.</summary>
    IStoredResult Rooted();
}

/// <summary>What the results of all harnesses have in common.</summary>
public interface ICaseResult
{
    /// <summary>The verdict on the case.</summary>
    Outcome Outcome { get; }

    /// <summary>Cost in US dollars; null when it is not known.</summary>
    decimal? CostUsd { get; }

    /// <summary>Number of attempts at the case over all starts of the run; 0 when it was skipped.</summary>
    int Attempts { get; }
}

/// <summary>Which case of a run is meant, and which trial of it.</summary>
/// <param name="CaseId">The case as the data names it; for a conversation the simulation.</param>
/// <param name="Trial">The trial, from 1.</param>
public readonly record struct CaseKey(string CaseId, int Trial)
{
    /// <summary>The name of the trial in files and messages of a run that holds a case so often.</summary>
    /// <param name="trials">Trials of the case; with one the name is the id.</param>
    public string NameOf(int trials) => trials == 1 ? CaseId : FormattableString.Invariant($"{CaseId}.trial{Trial}");
}
