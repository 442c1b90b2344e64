using System.Management.Automation;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// Ends the script, and with it the process with exit code 1, unless it is caught. A terminating error of a cmdlet ends only its statement,
/// and <c>throw</c> can be ignored by the error action preference; PowerShell never continues after this exception.
/// </summary>
/// <param name="error">The error record to report, which a catch block receives.</param>
internal sealed class ScriptEndException(ErrorRecord error) : ActionPreferenceStopException(error.Exception.Message, error.Exception)
{
    /// <inheritdoc />
    public override ErrorRecord ErrorRecord => error;
}

/// <summary>Marks a cmdlet whose failure must stop a release script: a terminating error of the cmdlet ends the script too.</summary>
internal interface IReleaseStep;
