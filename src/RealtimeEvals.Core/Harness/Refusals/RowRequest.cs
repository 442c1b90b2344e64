using RealtimeEvals.Datasets.Refusals;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>A row of a smoke set that is to be answered.</summary>
/// <param name="Row">The row.</param>
/// <param name="Name">The name of the trial in files and messages.</param>
/// <param name="Attempt">The attempt at it, from 1.</param>
/// <param name="ClientRequestId">A request id of our own, which the service logs.</param>
public sealed record RowRequest(RefusalCase Row, string Name, int Attempt, string ClientRequestId);
