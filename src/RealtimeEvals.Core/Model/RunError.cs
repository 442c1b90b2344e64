namespace RealtimeEvals.Model;

/// <summary>An error that concerns one case or one data file and does not end the run.</summary>
/// <param name="ErrorId">The stable id of the error.</param>
/// <param name="Kind">The category of the error.</param>
/// <param name="CaseId">The id of the case, or the data file.</param>
/// <param name="Message">What happened.</param>
/// <param name="RecommendedAction">What to do next.</param>
public sealed record RunError(string ErrorId, ErrorKind Kind, string CaseId, string Message, string RecommendedAction)
{
    /// <summary>Returns the error that an exception describes.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="about">The case or the file, used when the exception names none.</param>
    public static RunError Of(EvalException exception, string about)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new RunError(exception.ErrorId, exception.Kind, exception.Target ?? about, exception.Message, exception.RecommendedAction);
    }
}
