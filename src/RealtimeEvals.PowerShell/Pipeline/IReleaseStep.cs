namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Marks a cmdlet whose failure must stop a release script: a terminating error of the cmdlet ends the script too.</summary>
internal interface IReleaseStep;
