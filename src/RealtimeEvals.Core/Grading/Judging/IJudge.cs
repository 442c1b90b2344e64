namespace RealtimeEvals.Grading.Judging;

/// <summary>A model that grades. What it answers is not looked at here.</summary>
public interface IJudge
{
    /// <summary>Asks once; a refusal that may pass is tried again.</summary>
    /// <exception cref="JudgeException">No answer came back.</exception>
    Task<JudgeAnswer> AskAsync(JudgeQuestion question, CancellationToken cancellationToken);
}
