using System.Globalization;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>A refusal smoke run that sends nothing: it checks the smoke set and shows what the result file would look like.</summary>
/// <param name="time">The clock.</param>
/// <param name="seed">The seed of the placeholder id.</param>
public sealed class DryRunOperation(TimeProvider time, int seed)
{
    /// <summary>The status of a dry run, whose gate never passes.</summary>
    public const string Status = "dry_run";

    /// <summary>Returns the result of a dry run.</summary>
    /// <param name="options">The smoke set, and the known parts of the result.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: the smoke set is invalid.</exception>
    public RefusalSmokeResult Run(DryRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RefusalSmokeResult known = options.Known;
        bool isCompatible = options.Compatible;
        var dataset = RefusalDataset.Read(options.DataPath);
        DateTimeOffset now = time.GetUtcNow();
        RefusalCounts counts = isCompatible ? new(dataset.Cases.Count, dataset.Cases.Count, 0, 0) : new(0, 0, 0, 0);
        return new RefusalSmokeResult
        {
            DryRun = true,
            TimestampUtc = now,
            Dataset = known.Dataset,
            DatasetLines = dataset.Lines,
            DatasetSha256 = dataset.Sha256,
            Model = known.Model,
            FileId = "dryrun-file",
            EvalId = "dryrun-eval",
            RunId = string.Create(
                CultureInfo.InvariantCulture,
                $"dryrun-run-{new Random(unchecked(seed * 397 ^ (int)now.ToUnixTimeSeconds())).Next():x8}"),
            Status = isCompatible ? "succeeded" : Status,
            ResultCounts = counts,
            FailRate = counts.FailRate,
            GateKey = known.GateKey,
            GatePass = isCompatible,
            Provider = ServiceTarget.DryRunProvider,
            GateReasons = isCompatible ? ValueList<string>.Empty : new(["Nothing was asked; a dry run is no evidence."]),
        };
    }
}
