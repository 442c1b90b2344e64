using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>A run in its folder, to read.</summary>
internal sealed class StoredFolder(FolderStore store, string id, RunManifest manifest) : IStoredRun
{
    public IRunStore Store => store;

    public string Id => id;

    public string Path { get; } = store.PathOf(id);

    public RunManifest Manifest => manifest;

    private string JournalPath => System.IO.Path.Combine(Path, Journal.FileName);

    public void Read<T>(Action<T> take)
    {
        var results = new List<T>();
        JournalState? state = File.Exists(JournalPath) ? ReadJournal<T>(results.Add) : null;
        EvidenceFiles.RequireUnchangedJournal(Path, manifest, state?.Sha256 ?? "", state?.ChangedRow ?? 0);
        if (state?.ChangedRow > 0) throw EvalErrors.JournalChanged(JournalPath, state.ChangedRow);
        if (state?.Unreadable is EvalException unreadable) throw unreadable;
        results.ForEach(take);
    }

    public RunIntegrity Inspect(Action<JsonElement> take)
    {
        if (!File.Exists(JournalPath)) throw new FileNotFoundException($"There is no '{JournalPath}'.");
        using FileStream stream = PlainFile.Open(JournalPath);
        JournalState state = Journal.Read(stream, JournalPath, manifest.RunId, take);
        bool isOther = manifest.EvidenceSha256.TryGetValue(Journal.FileName, out string? recorded)
            && recorded.Length > 0
            && recorded != state.Sha256;
        return new RunIntegrity(isOther || state.ChangedRow > 0, FindChanges(state), state.Unreadable)
        {
            ChangedRow = state.ChangedRow,
        };
    }

    public JsonElement? ReadSummary()
    {
        try
        {
            byte[] json = PlainFile.Read(System.IO.Path.Combine(Path, RunFolder.SummaryName), InputLimits.EvidenceBytes);
            using var summary = JsonDocument.Parse(json);
            return summary.RootElement.Clone();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private JournalState ReadJournal<T>(Action<T> take)
    {
        try
        {
            using FileStream stream = PlainFile.Open(JournalPath);
            return Journal.Read(stream, JournalPath, manifest.RunId, take);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var problem = new DataProblem(JournalPath, null, null, $"it cannot be read ({exception.Message})", "the journal of a run");
            throw EvalErrors.InvalidInput([problem]);
        }
    }

    private IEnumerable<string> FindChanges(JournalState journal)
    {
        if (journal.ChangedRow > 0)
        {
            yield return FormattableString.Invariant($"line {journal.ChangedRow} of {Journal.FileName} is not as the run wrote it.");
        }

        foreach (string name in EvidenceFiles.Names)
        {
            string found = name == Journal.FileName ? journal.Sha256 : EvidenceFiles.HashOf(Path, name, InputLimits.EvidenceBytes);
            if (!manifest.EvidenceSha256.TryGetValue(name, out string? recorded) || string.IsNullOrEmpty(recorded))
            {
                yield return $"run.json has no hash of {name}.";
            }
            else if (found != recorded)
            {
                yield return $"{name} is not as the run left it.";
            }
        }
    }
}
