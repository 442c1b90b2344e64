using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Gates;

/// <summary>Reads the evidence of a stored run: its manifest, its results, and whether both are unchanged since the run.</summary>
public static class StoredRunEvidence
{
    /// <summary>Reads a folder. Its content never causes an exception; everything unreadable becomes a finding.</summary>
    /// <param name="path">The folder with <c>run.json</c> in it.</param>
    public static RunEvidence Read(string path) => Read(path, new EvidencePool());

    /// <summary>Reads a folder for a gate. Of a large run, only what its rules ask for is held in memory.</summary>
    /// <param name="path">The folder with <c>run.json</c> in it.</param>
    /// <param name="gate">The gate that the evidence is for, and no other.</param>
    public static RunEvidence Read(string path, GateOptions gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return Read(path, new EvidencePool(ReadColumns.Of(gate.Rules)));
    }

    private static RunEvidence Read(string path, EvidencePool pool)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return RunStores.Find(path) is IStoredRun stored
                ? Read(path, stored, pool)
                : Broken(path, new GateFinding(GateReason.EvidenceUnreadable, "run.json is not there or cannot be read."));
        }
        catch (Exception exception)
        {
            return Broken(path, new GateFinding(GateReason.EvidenceUnreadable, exception.Message));
        }
    }

    private static RunEvidence Broken(string path, GateFinding finding) =>
        new() { RunPath = path, RunId = Path.GetFileName(path), Findings = [finding] };

    private static RunEvidence Read(string path, IStoredRun stored, EvidencePool pool)
    {
        RunManifest manifest = stored.Manifest;

        var numbers = new List<int>();
        var rows = new EvidenceRows(pool, numbers);
        var trials = new RowIndex(rows, static row => row.TrialId, StringComparer.Ordinal);
        RunIntegrity integrity = stored.Inspect(result =>
        {
            int row = EvidenceRowReader.Read(result, pool);
            numbers.Add(row);
            int last = numbers.Count - 1;
            int first = trials.Add(last);
            if (first == last) return;

            // A case that was run again has several results; the newest counts.
            numbers[first] = row;
            numbers.RemoveAt(last);
        });
        if (integrity.Unreadable is EvalException unreadable) throw unreadable;
        RunEvidence run = rows.Count > 0 ? EvidenceReader.ReadRun(rows) : new RunEvidence();
        return run with
        {
            RunId = manifest.RunId,
            RunPath = path,
            Planned = manifest.Planned,
            DataCases = manifest.DataCases,
            Providers = [.. run.Providers.Append(manifest.Provider).Distinct(StringComparer.OrdinalIgnoreCase)],
            Findings =
            [
                .. FindProblems(manifest, run),
                .. integrity.Changes.Select(change => new GateFinding(GateReason.EvidenceChanged, change)),
                .. run.Findings,
            ],
        };
    }

    private static IEnumerable<GateFinding> FindProblems(RunManifest manifest, RunEvidence run)
    {
        if (manifest.State != RunState.Completed)
        {
            string error = manifest.Error.Length > 0 ? $": {manifest.Error}" : "";
            yield return new GateFinding(
                GateReason.UnfinishedRun, $"the run is {manifest.State.ToString().ToLowerInvariant()}{error}.");
        }
        else if (manifest.Error.Length > 0)
        {
            yield return new GateFinding(GateReason.UnfinishedRun, $"the run is completed and bears an error: {manifest.Error}");
        }
        else if (manifest.Finished != manifest.Planned)
        {
            yield return new GateFinding(GateReason.CountsDiffer, FormattableString.Invariant(
                $"run.json plans {manifest.Planned} cases and says that {manifest.Finished} have ended."));
        }

        if (manifest.EndedAt < manifest.StartedAt)
        {
            yield return new GateFinding(
                GateReason.TimeUnknown, "the run ended before it started: the clock was set back, or run.json was changed.");
        }

        if (run.Cases.Count > 0 && run.Planned != manifest.Planned)
        {
            yield return new GateFinding(GateReason.CountsDiffer, FormattableString.Invariant(
                $"run.json plans {manifest.Planned} cases, the results {run.Planned}."));
        }

        if (run.Cases.Count > 0 && run.DataCases != manifest.DataCases)
        {
            yield return new GateFinding(GateReason.CountsDiffer, FormattableString.Invariant(
                $"run.json says that the data holds {manifest.DataCases} cases, the results say {run.DataCases}."));
        }

        if (run.Cases.Count > 0 && run.RunId != manifest.RunId)
        {
            yield return new GateFinding(
                GateReason.EvidenceChanged, $"run.json is of the run '{manifest.RunId}', the journal of '{run.RunId}'.");
        }

        if (run.Cases.Count > 0 && !run.Providers.Contains(manifest.Provider, StringComparer.OrdinalIgnoreCase))
        {
            string providers = string.Join(", ", run.Providers.Select(provider => $"'{provider}'"));
            yield return new GateFinding(
                GateReason.EvidenceChanged, $"run.json says that '{manifest.Provider}' answered, the journal {providers}.");
        }
    }
}
