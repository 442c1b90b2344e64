using RealtimeEvals.Datasets.Refusals;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>Has a service run and grade all rows of a smoke set.</summary>
/// <param name="options">The run.</param>
/// <param name="dataset">The set.</param>
/// <param name="instructions">What the model is told to do.</param>
/// <param name="warn">Takes what was left behind at the service.</param>
public delegate IRowSource HostedRows(RefusalOptions options, RefusalDataset dataset, string instructions, Action<string> warn);
