using System.Management.Automation;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Creates PowerShell error records with id, category, target and recommended action.</summary>
internal static class ErrorRecords
{
    /// <summary>Returns the record of an error that ended an operation.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="origin">A comma and the name of the cmdlet, for errors to whose ids PowerShell does not append them.</param>
    public static ErrorRecord Of(EvalException exception, string origin = "")
    {
        var record = new ErrorRecord(exception, exception.ErrorId + origin, CategoryOf(exception.Kind), exception.Target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.RecommendedAction },
        };

        // Some error views show the target.
        if (exception.Target is string target) record.CategoryInfo.TargetName = VisibleText.Of(target);
        return record;
    }

    /// <summary>Returns the record of an error of one case.</summary>
    public static ErrorRecord Of(RunError error)
    {
        var exception = new EvalException(error.ErrorId, error.Kind, error.Message, error.RecommendedAction, error.CaseId);
        return Of(exception);
    }

    private static ErrorCategory CategoryOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Usage => ErrorCategory.InvalidArgument,
        ErrorKind.Data => ErrorCategory.InvalidData,
        ErrorKind.Authentication => ErrorCategory.AuthenticationError,
        ErrorKind.Connection => ErrorCategory.ConnectionError,
        ErrorKind.Storage => ErrorCategory.WriteError,
        ErrorKind.Gate => ErrorCategory.InvalidResult,
        _ => ErrorCategory.InvalidOperation,
    };
}
