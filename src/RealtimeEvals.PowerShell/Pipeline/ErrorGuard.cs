using System.Management.Automation;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Turns our errors into PowerShell's.</summary>
internal static class ErrorGuard
{
    /// <summary>
    /// Runs an action on the pipeline thread. A problem in a data file is written as an error, so that the next file of the pipeline
    /// has its turn; every other error of ours ends the pipeline.
    /// </summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="action">What it does.</param>
    /// <param name="dataEnds">Whether a problem in a data file ends the pipeline too, since all that follows depends on the file.</param>
    public static void Guarded(this PSCmdlet cmdlet, Action action, bool dataEnds = false)
    {
        try
        {
            action();
        }
        catch (EvalException exception) when (exception.Kind == ErrorKind.Data && !dataEnds)
        {
            cmdlet.WriteError(ErrorRecords.Of(exception));
        }
        catch (EvalException exception)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.Of(exception));
        }
        catch (Exception exception) when (exception is not (RuntimeException or FlowControlException))
        {
            // PowerShell's own exceptions pass, those with which it stops a pipeline above all.
            cmdlet.ThrowTerminatingError(ErrorRecords.Of(EvalErrors.Unexpected(exception)));
        }
    }
}
