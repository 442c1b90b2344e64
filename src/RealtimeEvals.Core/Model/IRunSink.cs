namespace RealtimeEvals.Model;

/// <summary>Where an operation sends what it has to say. Safe for concurrent use.</summary>
public interface IRunSink
{
    /// <summary>Hands over one result. Waits while the reader is slow.</summary>
    ValueTask EmitAsync(object item, CancellationToken cancellationToken);

    /// <summary>A decision that the operation took.</summary>
    void Verbose(string text);

    /// <summary>Something that weakens the evidence.</summary>
    void Warning(string text);

    /// <summary>How far the run has come; only the newest counts.</summary>
    void Progress(RunProgress progress);

    /// <summary>An error of one case; the run goes on.</summary>
    void Error(RunError error);

    /// <summary>Asks whether to go on with an action that spends money or writes files.</summary>
    /// <returns>False when the user declined or only asked what would happen.</returns>
    Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken);
}
