namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Marks a cmdlet whose failure a release script must not survive: the error that ends it ends the script too.</summary>
internal interface IReleaseStep;
