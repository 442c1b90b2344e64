using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>Answers the rows of a smoke set. Implementations are safe for concurrent use.</summary>
public interface IRowSource : IAsyncDisposable
{
    /// <summary>What the service reports about the run as a whole; null if each row is a request of its own.</summary>
    HostedRun? Hosted { get; }

    /// <summary>
    /// Sends one request before the first row, so that a wrong address, key or model is one error and not one for each row.
    /// </summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="TextModelException">No answer came back.</exception>
    Task ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Returns the answer to a row.</summary>
    /// <param name="request">The row.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="TextModelException">No answer came back.</exception>
    Task<RowAnswer> AnswerAsync(RowRequest request, CancellationToken cancellationToken);
}
