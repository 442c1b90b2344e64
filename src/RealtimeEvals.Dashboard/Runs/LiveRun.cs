namespace RealtimeEvals.Dashboard.Runs;

/// <summary>A run that this process holds.</summary>
/// <param name="Feed">What happens in it.</param>
/// <param name="Stop">Ends it.</param>
/// <param name="Done">Its end, with what went wrong; null for nothing.</param>
internal sealed record LiveRun(RunFeed Feed, CancellationTokenSource Stop, Task<Exception?> Done);
