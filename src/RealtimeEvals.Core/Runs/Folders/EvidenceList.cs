using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>
/// <c>evidence.json</c>: the SHA-256 of every event log, recording and transcript at the end of the run. Its own hash stands in
/// <c>run.json</c>. Pictures and the report are made from the evidence and are no part of it.
/// </summary>
internal static class EvidenceList
{
    /// <summary>The name of the file in the folder of its run.</summary>
    public const string FileName = "evidence.json";

    /// <summary>The name of the file with the signed statement about the run.</summary>
    public const string StatementName = "attestation.dsse.json";

    private static readonly string[] Apart =
    [
        FileName, StatementName, RunManifest.FileName, Journal.FileName, RunFolder.TableName, RunFolder.SummaryName, FolderRun.LockName,
        IRunPages.ReportName,
    ];

    /// <summary>Reads the list; null when the run has none.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonException">It is no such list.</exception>
    public static IReadOnlyDictionary<string, string>? Read(string runPath)
    {
        string path = Path.Combine(runPath, FileName);
        if (!File.Exists(path)) return null;
        JsonElement list = StrictJson.Parse(PlainFile.Read(path, InputLimits.SummaryBytes));
        if (list.ValueKind != JsonValueKind.Object || !list.TryGetProperty("files", out JsonElement files))
        {
            throw new JsonException("no files");
        }

        return files.Deserialize<Dictionary<string, string>>(RunJson.Line) ?? throw new JsonException("no files");
    }

    /// <summary>
    /// Writes the list. A file that is listed already and was not written since keeps its hash, so that sealing a run again does not vouch
    /// for what somebody changed meanwhile. Where the run did not go on, it does not forget what somebody deleted either.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <param name="since">
    /// When this start of the run began, by the clock of the file system; <see cref="DateTime.MaxValue"/> when it is only sealed again.
    /// </param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: a file cannot be read, or the list cannot be written.</exception>
    public static void Write(RunFolder folder, DateTime since)
    {
        IReadOnlyDictionary<string, string> before = ReadBefore(folder.Path);
        var files = new JsonObject();
        IEnumerable<string> names = NamesIn(folder.Path);
        if (since == DateTime.MaxValue) names = names.Union(before.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (string name in names)
        {
            string path = folder.PathOf(name);
            bool isKept = before.ContainsKey(name) && File.GetLastWriteTimeUtc(path) < since;
            files[name] = isKept ? before[name] : HashOf(path);
        }

        var list = new JsonObject { ["schema_version"] = 1, ["files"] = files };
        folder.Write(FileName, [.. JsonSerializer.SerializeToUtf8Bytes(list, RunJson.Indented), (byte)'\n']);
    }

    /// <summary>
    /// Returns a sentence for each event log, recording and transcript that is not as at the end of the run. Those of a run that has not
    /// ended cannot be told.
    /// </summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="manifest">Its manifest.</param>
    public static IEnumerable<string> FindChanges(string runPath, RunManifest manifest)
    {
        if (!manifest.EvidenceSha256.TryGetValue(FileName, out string? recorded) || recorded.Length == 0) return [];
        try
        {
            return EvidenceFiles.HashOf(runPath, FileName, InputLimits.SummaryBytes) == recorded
                ? Read(runPath)!.Select(file => FindProblem(runPath, file.Key, file.Value, "as the run left it")).OfType<string>()
                : [$"{FileName} is not as the run left it."];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return [$"{FileName} cannot be read: {exception.Message}"];
        }
    }

    /// <summary>Returns why a file is not the one of a hash; null when it is.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="name">The path of the file in it, with forward slashes.</param>
    /// <param name="sha256">The hash.</param>
    /// <param name="how">How the file should be.</param>
    public static string? FindProblem(string runPath, string name, string sha256, string how)
    {
        string path = Path.GetFullPath(name.Replace('/', Path.DirectorySeparatorChar), runPath);
        if (Path.GetRelativePath(runPath, path).StartsWith("..", StringComparison.Ordinal)) return $"'{name}' is no file of the run.";
        try
        {
            if (!File.Exists(path)) return $"{name} is not there.";
            return FileHash.OfFile(path) == sha256 ? null : $"{name} is not {how}.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{name} cannot be read: {exception.Message}";
        }
    }

    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: the file cannot be read, or it is a pipe or a device.</exception>
    private static string HashOf(string path)
    {
        try
        {
            return FileHash.OfFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }
    }

    /// <summary>Returns the sorted paths, with forward slashes, of the evidence that has no hash in run.json.</summary>
    private static IEnumerable<string> NamesIn(string runPath)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(runPath, "*", everywhere)
            .Select(path => Path.GetRelativePath(runPath, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => !Apart.Contains(name, StringComparer.Ordinal)
                && !name.StartsWith($"{IRunPages.PlotFolder}/", StringComparison.Ordinal)
                && !AtomicFile.IsTemporary(Path.GetFileName(name)))
            .Order(StringComparer.Ordinal);
    }

    private static IReadOnlyDictionary<string, string> ReadBefore(string runPath)
    {
        try
        {
            return Read(runPath) ?? new Dictionary<string, string>(StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }
}
