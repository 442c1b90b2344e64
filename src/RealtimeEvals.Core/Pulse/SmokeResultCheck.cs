using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Pulse;

/// <summary>Judges an existing result file. It passes a gate only when it says so itself and all of its numbers agree.</summary>
public sealed record SmokeResultCheck
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether answers of the sandbox or a file may pass.</summary>
    public bool AllowSandbox { get; init; }

    /// <summary>Lets the result file of a compatible dry run pass.</summary>
    public bool AllowDryRun { get; init; }

    /// <summary>The absolute path of the smoke set; empty to use the path in the result.</summary>
    public string DataPath { get; init; } = "";

    /// <summary>The folder to which the path in the result is relative.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>The maximum age of the result.</summary>
    public TimeSpan MaximumAge { get; init; } = Gates.GateOptions.DefaultMaximumAge;

    /// <summary>Returns the result with the verdict that its numbers allow.</summary>
    /// <param name="result">The result as it was read.</param>
    /// <param name="now">The current time.</param>
    public RefusalSmokeResult Judge(RefusalSmokeResult result, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(result);
        string[] problems = [.. FindProblems(result, now)];
        return result with
        {
            GatePass = problems.Length == 0,
            GateReasons = new(result.GateReasons.Concat(problems).Distinct(StringComparer.Ordinal)),
        };
    }

    private IEnumerable<string> FindProblems(RefusalSmokeResult result, DateTimeOffset now)
    {
        RefusalCounts counts = result.ResultCounts;
        if (!result.GatePass) yield return "The result says that the gate does not pass.";
        if (result.GatePass && result.GateReasons.Count > 0) yield return "The result names reasons for not passing.";
        if (result.Status is not ("completed" or "succeeded")) yield return $"The run ended with the status '{result.Status}'.";
        if (counts.Total <= 0 || counts.Passed != counts.Total || counts.Failed != 0 || counts.Errored != 0)
        {
            yield return $"The counts are {counts}.";
        }

        if (counts.Total > result.DatasetLines)
        {
            yield return FormattableString.Invariant($"{counts.Total} rows were counted in a set of {result.DatasetLines} lines.");
        }

        if (result.FailRate != 0) yield return FormattableString.Invariant($"The fail rate is {result.FailRate}.");
        if (result.DatasetSha256.Length != 64 || !result.DatasetSha256.All(char.IsAsciiHexDigit))
        {
            yield return "The hash of the smoke set is none.";
        }

        if (now - result.TimestampUtc > MaximumAge)
        {
            yield return FormattableString.Invariant(
                $"The result is of {result.TimestampUtc.UtcDateTime:yyyy-MM-dd HH:mm} UTC, which is too old.");
        }

        if (result.TimestampUtc - now > ClockTolerance) yield return "The result bears a time that has not come yet.";
        foreach (string fault in FindDataProblems(result)) yield return fault;
        IReadOnlyList<ProviderKind> providers = ProviderName.KindsOf(result.Provider);
        if (result.DryRun || providers.Contains(ProviderKind.DryRun))
        {
            if (!AllowDryRun) yield return "Nothing was asked; a dry run is no evidence.";
        }
        else if (providers.Contains(ProviderKind.Unknown))
        {
            yield return string.IsNullOrWhiteSpace(result.Provider)
                ? "The result does not say who answered."
                : $"The result says that '{result.Provider}' answered, which is no service.";
        }
        else if (!AllowSandbox && (result.Backend == RefusalBackend.Replay || providers.Any(kind => kind != ProviderKind.Service)))
        {
            yield return "The sandbox or a file answered; that is a rehearsal, not evidence.";
        }
    }

    /// <summary>Checks that the set with the recorded hash exists and that the result covers every row of it.</summary>
    private IEnumerable<string> FindDataProblems(RefusalSmokeResult result)
    {
        RefusalDataset[] sets = [.. PlacesOf(result).Select(TryRead).OfType<RefusalDataset>()];
        RefusalDataset? found = Array.Find(sets, set => set.Sha256.Equals(result.DatasetSha256, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            yield return sets.Length > 0
                ? $"'{sets[0].Path}' is not the smoke set that was run."
                : $"The smoke set '{result.Dataset}' is not there, so nobody can tell whether every row of it was run.";
            yield break;
        }

        if (found.Lines != result.DatasetLines || found.Cases.Count != result.ResultCounts.Total)
        {
            yield return FormattableString.Invariant($"{result.ResultCounts.Total} rows of {result.DatasetLines} lines were counted; ")
                + FormattableString.Invariant($"the smoke set has {found.Cases.Count} rows in {found.Lines} lines.");
        }

        IEnumerable<string> told = result.Rows.Select(row => row.CaseId).Order(StringComparer.Ordinal);
        IEnumerable<string> held = found.Cases.Select(row => row.Id).Order(StringComparer.Ordinal);
        if (result.Rows.Count > 0 && !told.SequenceEqual(held, StringComparer.Ordinal))
            yield return "The rows are not those of the smoke set.";
    }

    /// <summary>Returns where the smoke set may be: at its recorded path or, for the default set, with the product.</summary>
    private IEnumerable<string> PlacesOf(RefusalSmokeResult result)
    {
        if (DataPath.Length > 0) return [DataPath];
        if (result.Dataset.Length == 0 || result.Dataset.Contains('\0', StringComparison.Ordinal)) return [];
        string named = Path.GetFullPath(result.Dataset, Folder);
        return result.Dataset == RefusalOptions.DefaultDataName ? [named, ProductData.PathOf("refusal", "refusal_smoke.jsonl")] : [named];
    }

    private static RefusalDataset? TryRead(string path)
    {
        try
        {
            return RefusalDataset.Read(path);
        }
        catch (EvalException)
        {
            return null;
        }
    }
}
