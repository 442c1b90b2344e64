using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Converts our errors to PowerShell's.</summary>
internal static class ErrorGuard
{
    /// <summary>
    /// Runs an action on the pipeline thread. A problem in a data file is written as an error, so that the pipeline continues with the next
    /// file; all other errors of ours end the pipeline.
    /// </summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="action">The action.</param>
    /// <param name="dataEnds">Whether a problem in a data file ends the pipeline too, because all later work depends on the file.</param>
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
            cmdlet.Fail(exception);
        }
        catch (Exception exception) when (exception is not (RuntimeException or FlowControlException))
        {
            // PowerShell's own exceptions must pass, especially those that stop a pipeline.
            cmdlet.Fail(EvalErrors.Unexpected(exception));
        }
    }

    /// <summary>Ends the cmdlet with an error; for a release step, the error ends the script too.</summary>
    [DoesNotReturn]
    public static void Fail(this PSCmdlet cmdlet, EvalException exception)
    {
        if (cmdlet is IReleaseStep) throw new ScriptEndException(ErrorRecords.Of(exception, $",{cmdlet.GetType().FullName}"));
        cmdlet.ThrowTerminatingError(ErrorRecords.Of(exception));
        throw exception;
    }
}
