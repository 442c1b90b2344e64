namespace RealtimeEvals.Model;

/// <summary>Which case of a run is meant, and which trial of it.</summary>
/// <param name="CaseId">The case as the data names it; for a conversation the simulation.</param>
/// <param name="Trial">The trial, from 1.</param>
public readonly record struct CaseKey(string CaseId, int Trial)
{
    /// <summary>The name of the trial in files and messages of a run that holds a case so often.</summary>
    /// <param name="trials">Trials of the case; with one the name is the id.</param>
    public string NameOf(int trials) => trials == 1 ? CaseId : FormattableString.Invariant($"{CaseId}.trial{Trial}");
}
