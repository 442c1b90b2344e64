namespace RealtimeEvals.Grading.Judging;

/// <summary>A model that grades. Implementations return the raw answer without interpreting it.</summary>
public interface IJudge
{
    /// <summary>Asks once; transient failures are retried.</summary>
    /// <exception cref="JudgeException">No answer came back.</exception>
    Task<JudgeAnswer> AskAsync(JudgeQuestion question, CancellationToken cancellationToken);
}
