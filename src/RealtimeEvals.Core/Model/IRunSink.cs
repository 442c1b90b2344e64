namespace RealtimeEvals.Model;

/// <summary>Receives the results and messages of an operation. Implementations are safe for concurrent use.</summary>
public interface IRunSink
{
    /// <summary>Emits one result. Waits while the reader is slow.</summary>
    ValueTask EmitAsync(object item, CancellationToken cancellationToken);

    /// <summary>Reports a decision of the operation.</summary>
    void Verbose(string text);

    /// <summary>Reports something that weakens the evidence.</summary>
    void Warning(string text);

    /// <summary>Reports progress; only the newest report counts.</summary>
    void Progress(RunProgress progress);

    /// <summary>Reports an error of one case; the run goes on.</summary>
    void Error(RunError error);

    /// <summary>Asks whether to go on with an action that spends money or writes files.</summary>
    /// <returns>False when the user declined, or asked only what would happen.</returns>
    Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken);
}
