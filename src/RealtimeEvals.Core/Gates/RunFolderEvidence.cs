using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Gates;

/// <summary>Reads the evidence of a run from its folder: the manifest, the journal, and whether both are unchanged since the run.</summary>
public static class RunFolderEvidence
{
    /// <summary>Reads a folder. Its content never causes an exception; everything unreadable becomes a finding.</summary>
    /// <param name="path">The folder with <c>run.json</c> in it.</param>
    public static RunEvidence Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return RunFolder.ReadManifest(path) is RunManifest manifest
                ? Read(path, manifest)
                : Broken(path, new GateFinding(GateReason.EvidenceUnreadable, "run.json is not there or cannot be read."));
        }
        catch (Exception exception)
        {
            return Broken(path, new GateFinding(GateReason.EvidenceUnreadable, exception.Message));
        }
    }

    private static RunEvidence Broken(string path, GateFinding finding) =>
        new() { RunPath = path, RunId = Path.GetFileName(path), Findings = [finding] };

    private static RunEvidence Read(string path, RunManifest manifest)
    {
        IReadOnlyDictionary<string, byte[]> files = EvidenceFiles.Read(path);
        string journal = Path.Combine(path, Journal<JsonElement>.FileName);
        if (!files.TryGetValue(Journal<JsonElement>.FileName, out byte[]? lines))
        {
            throw new FileNotFoundException($"There is no '{journal}'.");
        }

        EvidenceRow[] rows = [.. Newest(Journal<JsonElement>.Read(journal, lines).Select(EvidenceRow.Of))];
        RunEvidence run = rows.Length > 0 ? EvidenceReader.ReadRun(rows) : new RunEvidence();
        return run with
        {
            RunId = manifest.RunId,
            RunPath = path,
            Planned = manifest.Planned,
            DataCases = manifest.DataCases,
            Providers = [.. run.Providers.Append(manifest.Provider).Distinct(StringComparer.OrdinalIgnoreCase)],
            Findings = [.. FindFaults(files, manifest, run), .. run.Findings],
        };
    }

    /// <summary>Returns the newest line of each case; a case that was run again has several.</summary>
    private static IEnumerable<EvidenceRow> Newest(IEnumerable<EvidenceRow> rows) =>
        rows.GroupBy(row => row.TrialId, StringComparer.Ordinal).Select(group => group.Last());

    private static IEnumerable<GateFinding> FindFaults(IReadOnlyDictionary<string, byte[]> files, RunManifest manifest, RunEvidence run)
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

        if (JournalChain.FindFault(manifest.RunId, JournalChain.WholeLines(files[Journal<JsonElement>.FileName]), out _) is > 0 and int row)
        {
            yield return new GateFinding(GateReason.EvidenceChanged, FormattableString.Invariant(
                $"line {row} of journal.jsonl is not as the run wrote it."));
        }

        foreach (string name in EvidenceFiles.Names)
        {
            if (!manifest.EvidenceSha256.TryGetValue(name, out string? recorded) || string.IsNullOrEmpty(recorded))
            {
                yield return new GateFinding(GateReason.EvidenceChanged, $"run.json has no hash of {name}.");
            }
            else if (!files.TryGetValue(name, out byte[]? content) || FileHash.Of(content) != recorded)
            {
                yield return new GateFinding(GateReason.EvidenceChanged, $"{name} is not as the run left it.");
            }
        }
    }
}
