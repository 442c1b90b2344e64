using RealtimeEvals.Datasets.Refusals;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>Has a service run and grade all rows of a smoke set.</summary>
/// <param name="options">The options of the run.</param>
/// <param name="dataset">The smoke set.</param>
/// <param name="instructions">The instructions of the model.</param>
/// <param name="warn">Takes warnings about files, evals and runs that could not be deleted at the service.</param>
public delegate IRowSource HostedRows(RefusalOptions options, RefusalDataset dataset, string instructions, Action<string> warn);
