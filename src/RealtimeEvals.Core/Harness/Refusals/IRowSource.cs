using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>Where the answers to the rows of a smoke set come from. Safe for concurrent use.</summary>
public interface IRowSource : IAsyncDisposable
{
    /// <summary>What the service says of the run as a whole; null where each row is asked by itself.</summary>
    HostedRun? Hosted { get; }

    /// <summary>Asks once before the first row, so that a wrong address, key or model is one error and not one for each row.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TextModelException">No answer came back.</exception>
    Task ProbeAsync(CancellationToken cancellationToken);

    /// <summary>The answer to a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">The name of the trial in files and messages.</param>
    /// <param name="clientRequestId">Our id of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TextModelException">There is none.</exception>
    Task<RowAnswer> AnswerAsync(RefusalCase row, string name, string clientRequestId, CancellationToken cancellationToken);
}
