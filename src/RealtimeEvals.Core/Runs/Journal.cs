using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>
/// <c>journal.jsonl</c>: one line per finished case, on disk before its result is emitted. All derived files and resumed runs are built
/// from it. Its lines are linked by <see cref="JournalChain"/>. Safe for concurrent use.
/// </summary>
/// <typeparam name="T">The type of a case's result.</typeparam>
internal sealed class Journal<T> : IDisposable
{
    /// <summary>Callers that read the raw lines check the numbers in them themselves.</summary>
    private static readonly bool IsRaw = typeof(T) == typeof(JsonElement);

    private readonly FileStream _stream;
    private readonly Lock _gate = new();
    private string _chain;

    private Journal(FileStream stream, string chain, IReadOnlyList<T> entries)
    {
        _stream = stream;
        _chain = chain;
        Entries = entries;
    }

    /// <summary>The name of the file in its run folder.</summary>
    public const string FileName = "journal.jsonl";

    /// <summary>The entries at the time of opening, in the order of writing.</summary>
    public IReadOnlyList<T> Entries { get; }

    /// <summary>Opens or creates a journal. An incomplete last line, left by a killed process, is removed.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="runId">The id of the run.</param>
    /// <exception cref="EvalException">
    /// <c>EvidenceNotWritten</c>: the file cannot be written. <c>JournalChanged</c>: a complete line was changed. <c>InvalidInput</c>: a
    /// complete line is not an entry.
    /// </exception>
    public static Journal<T> Open(string path, string runId)
    {
        FileStream? stream = null;
        try
        {
            PlainFile.RequirePlain(path);
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
            if (stream.Length > InputLimits.EvidenceBytes) throw new FileTooLargeException(InputLimits.EvidenceBytes);
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            int whole = JournalChain.WholeLines(content).Length;
            List<T> entries = Parse(path, content.AsSpan(0, whole), runId, out string chain);
            stream.SetLength(whole);
            stream.Position = whole;
            return new Journal<T>(stream, chain, entries);
        }
        catch (Exception exception)
        {
            stream?.Dispose();
            if (exception is IOException or UnauthorizedAccessException) throw EvalErrors.EvidenceNotWritten(path, exception);
            throw;
        }
    }

    /// <summary>Reads a journal without opening it for writing. An incomplete last line is ignored.</summary>
    /// <exception cref="EvalException"><c>InvalidInput</c>: the file cannot be read, or a complete line is not an entry.</exception>
    public static IReadOnlyList<T> Read(string path) => Read(path, Take(path));

    /// <summary>Reads the content of a journal. An incomplete last line is ignored.</summary>
    /// <param name="path">The path of the journal, for error messages.</param>
    /// <param name="content">The content of the journal.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: a complete line is not an entry.</exception>
    public static IReadOnlyList<T> Read(string path, ReadOnlySpan<byte> content) => Parse(path, JournalChain.WholeLines(content));

    /// <summary>Reads the journal of a run and checks that it was not changed. An incomplete last line is ignored.</summary>
    /// <param name="runPath">The folder of the run; without a journal there are no entries.</param>
    /// <param name="manifest">The manifest of the run.</param>
    /// <exception cref="EvalException">
    /// <c>JournalChanged</c>: a line was changed. <c>InvalidInput</c>: the journal cannot be read, or its hash or a line is wrong.
    /// </exception>
    public static IReadOnlyList<T> Read(string runPath, RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        string path = Path.Combine(runPath, FileName);
        byte[]? content = File.Exists(path) ? Take(path) : null;
        EvidenceFiles.RequireUnchangedJournal(runPath, manifest, content is null ? "" : FileHash.Of(content));
        return content is null ? [] : Parse(path, JournalChain.WholeLines(content), manifest.RunId, out _);
    }

    /// <summary>Appends one entry and returns once it is on disk.</summary>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: the entry cannot be written.</exception>
    public void Append(T entry)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(entry, RunJson.Line);
        lock (_gate)
        {
            try
            {
                (byte[] line, string chain) = JournalChain.Add(_chain, json);
                _stream.Write([.. line, (byte)'\n']);
                _stream.Flush(flushToDisk: true);
                _chain = chain;
            }
            catch (IOException exception)
            {
                throw EvalErrors.EvidenceNotWritten(_stream.Name, exception);
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static byte[] Take(string path)
    {
        try
        {
            return PlainFile.Read(path, InputLimits.EvidenceBytes);
        }
        catch (IOException exception)
        {
            var problem = new DataProblem(path, null, null, $"it cannot be read ({exception.Message})", "the journal of a run");
            throw EvalErrors.InvalidInput([problem]);
        }
    }

    private static List<T> Parse(string path, ReadOnlySpan<byte> content, string runId, out string chain)
    {
        int row = JournalChain.FindFault(runId, content, out chain);
        return row == 0 ? Parse(path, content) : throw EvalErrors.JournalChanged(path, row);
    }

    private static List<T> Parse(string path, ReadOnlySpan<byte> content)
    {
        var entries = new List<T>();
        int row = 0;
        foreach (Range range in content.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = content[range];
            row++;
            if (line.IsEmpty) continue;
            try
            {
                if (!JsonText.IsUnicode(line)) throw new JsonException("text that is no Unicode");
                entries.Add(JsonSerializer.Deserialize<T>(line, RunJson.Line) ?? throw new JsonException("null"));
                if (entries[^1] is JsonElement { ValueKind: not JsonValueKind.Object }) throw new JsonException("no object");
                if (!IsRaw && FigureRange.FindFault(StrictJson.Parse(line.ToArray())) is string fault)
                {
                    throw new JsonException($"{fault} cannot be");
                }
            }
            catch (JsonException exception)
            {
                string found = $"not a journal entry ({exception.Message})";
                throw EvalErrors.InvalidInput([new DataProblem(path, row, null, found, "the line as it was written")]);
            }
        }

        return entries;
    }
}
