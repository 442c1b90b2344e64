using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>Asks nobody: the smoke set is checked and the result file is written. The gate is false.</summary>
/// <remarks>It needs no key.</remarks>
public sealed record DryRunOptions
{
    /// <summary>The smoke set.</summary>
    public required string DataPath { get; init; }

    /// <summary>What is known before the run: the smoke set as the user named it, the model, and the gate.</summary>
    public required RefusalSmokeResult Known { get; init; }

    /// <summary>In a dry run: says that every row has passed and that the gate is true.</summary>
    /// <remarks>It makes a status file that is not there. It is no evidence; the result bears dry_run.</remarks>
    public bool Compatible { get; init; }
}
