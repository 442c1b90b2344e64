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

    public void Read<T>(Action<T> take) => ReadPlaced<T>((result, _) => take(result));

    public void ReadPlaced<T>(Action<T, StoredPlace> take)
    {
        // A process that writes the run may add lines meanwhile; they are not looked at.
        int rows = RequireUnchanged();
        if (rows == 0) return;
        Guarded(stream =>
        {
            using var reader = new JournalReader(stream, manifest.RunId);
            while (reader.Row < rows && reader.TryRead(out ReadOnlySpan<byte> line))
            {
                if (!line.IsEmpty) take(Parse<T>(line, reader.Row), reader.Place);
            }
        });
    }

    public IReadOnlyCollection<T> Newest<T>()
    {
        var places = new Dictionary<CaseKey, (int Number, StoredPlace Place)>();
        ReadPlaced<JournalKey>((key, place) => places[key.Key] = (key.Number, place));
        return new StoredResults<T>(
            JournalPath,
            [.. places.OrderBy(one => one.Value.Number).ThenBy(one => one.Key.Trial).Select(one => one.Value.Place)]);
    }

    public IReadOnlyCollection<T> All<T>()
    {
        var places = new List<(int Number, int Trial, StoredPlace Place)>();
        ReadPlaced<JournalKey>((key, place) => places.Add((key.Number, key.Key.Trial, place)));
        return new StoredResults<T>(
            JournalPath, [.. places.OrderBy(one => one.Number).ThenBy(one => one.Trial).Select(one => one.Place)]);
    }

    public RunIntegrity Inspect(Action<JsonElement> take)
    {
        if (!File.Exists(JournalPath)) throw new FileNotFoundException($"There is no '{JournalPath}'.");
        using FileStream stream = PlainFile.Open(JournalPath);
        JournalState state = Journal.Read<JsonElement>(stream, JournalPath, manifest.RunId, (result, _) => take(result));
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
            byte[] json = PlainFile.Read(System.IO.Path.Combine(Path, RunFolder.SummaryName), InputLimits.SummaryBytes);
            using var summary = JsonDocument.Parse(json);
            return summary.RootElement.Clone();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Follows the chain of the whole journal and returns the number of its lines; 0 when there is none.</summary>
    private int RequireUnchanged()
    {
        int rows = 0;
        string sha256 = "";
        if (File.Exists(JournalPath))
        {
            Guarded(stream =>
            {
                using var reader = new JournalReader(stream, manifest.RunId);
                while (reader.TryRead(out _)) rows++;
                sha256 = reader.Sha256();
                if (reader.ChangedRow == 0) return;
                EvidenceFiles.RequireUnchangedJournal(Path, manifest, sha256, reader.ChangedRow);
                throw EvalErrors.JournalChanged(JournalPath, reader.ChangedRow);
            });
        }

        EvidenceFiles.RequireUnchangedJournal(Path, manifest, sha256);
        return rows;
    }

    private T Parse<T>(ReadOnlySpan<byte> line, int row)
    {
        try
        {
            return JournalEntry.Parse<T>(line);
        }
        catch (JsonException exception)
        {
            throw JournalEntry.Unreadable(JournalPath, row, exception);
        }
    }

    private void Guarded(Action<FileStream> read)
    {
        try
        {
            using FileStream stream = PlainFile.Open(JournalPath);
            read(stream);
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
