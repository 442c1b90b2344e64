using System.Management.Automation;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// Ends the script, and with it the process with exit code 1, unless somebody catches it. The error that usually ends a cmdlet ends its
/// statement only, and a <c>throw</c> is passed over where the preference says so; PowerShell never goes on after an error of this kind.
/// </summary>
/// <param name="error">What is reported and caught.</param>
internal sealed class ScriptEndException(ErrorRecord error) : ActionPreferenceStopException(error.Exception.Message, error.Exception)
{
    /// <inheritdoc />
    public override ErrorRecord ErrorRecord => error;
}
