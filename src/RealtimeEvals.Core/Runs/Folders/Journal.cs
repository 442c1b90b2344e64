using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>
/// <c>journal.jsonl</c>: one line per finished case, on disk before its result is emitted. All derived files and resumed runs are built
/// from it. Its lines are linked by <see cref="JournalChain"/>. Safe for concurrent use.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly FileStream _stream;
    private readonly Lock _gate = new();
    private readonly Lock _flushing = new();
    private string _chain;
    private long _flushed;

    private Journal(FileStream stream, string chain)
    {
        _stream = stream;
        _chain = chain;
    }

    /// <summary>The name of the file in its run folder.</summary>
    public const string FileName = "journal.jsonl";

    /// <summary>Opens or creates a journal to append to it. An incomplete last line, left by a killed process, is removed.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="runId">The id of the run.</param>
    /// <exception cref="EvalException">
    /// <c>EvidenceNotWritten</c>: the file cannot be written. <c>JournalChanged</c>: a complete line was changed.
    /// </exception>
    public static Journal Open(string path, string runId)
    {
        FileStream? stream = null;
        try
        {
            PlainFile.RequirePlain(path);
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
            using var reader = new JournalReader(stream, runId);
            while (reader.TryRead(out _))
            {
                if (reader.ChangedRow > 0) throw EvalErrors.JournalChanged(path, reader.ChangedRow);
            }

            stream.SetLength(reader.Length);
            stream.Position = reader.Length;
            return new Journal(stream, reader.Chain);
        }
        catch (Exception exception)
        {
            stream?.Dispose();
            if (exception is IOException or UnauthorizedAccessException) throw EvalErrors.EvidenceNotWritten(path, exception);
            throw;
        }
    }

    /// <summary>Reads a journal without opening it for writing. An incomplete last line is ignored.</summary>
    /// <typeparam name="T">The type of a result.</typeparam>
    /// <param name="stream">The journal, at its beginning.</param>
    /// <param name="path">The path of the journal, for error messages.</param>
    /// <param name="runId">The id of the run.</param>
    /// <param name="take">Takes each result up to the first that cannot be read.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static JournalState Read<T>(Stream stream, string path, string runId, Action<T, StoredPlace> take)
    {
        EvalException? unreadable = null;
        using var reader = new JournalReader(stream, runId);
        while (reader.TryRead(out ReadOnlySpan<byte> line))
        {
            // The rest is read as well, for the hash.
            if (line.IsEmpty || unreadable is not null) continue;
            try
            {
                take(JournalEntry.Parse<T>(line), reader.Place);
            }
            catch (JsonException exception)
            {
                unreadable = JournalEntry.Unreadable(path, reader.Row, exception);
            }
        }

        return new JournalState(reader.Sha256(), reader.ChangedRow, unreadable);
    }

    /// <summary>Returns an entry that was appended.</summary>
    /// <param name="place">Where it stands.</param>
    public T ReadAt<T>(StoredPlace place) => JournalEntry.ReadAt<T>(_stream.SafeFileHandle, place);

    /// <summary>Appends one entry and returns once it is on disk.</summary>
    /// <returns>Where it stands.</returns>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: the entry cannot be written.</exception>
    public StoredPlace Append<T>(T entry)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(entry, RunJson.Line);
        try
        {
            StoredPlace place = Write(json);
            FlushTo(place.Offset + place.Length);
            return place;
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            // .NET reports a file size limit, such as that of ulimit, with the second.
            throw EvalErrors.EvidenceNotWritten(_stream.Name, exception);
        }
    }

    /// <summary>Appends entries and returns once all of them are on disk.</summary>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: they cannot be written, so that the journal may be
    /// incomplete.</exception>
    public void AppendAll(IEnumerable<object> entries)
    {
        lock (_gate)
        {
            try
            {
                // It is not disposed of, because that would close the journal.
                var buffered = new BufferedStream(_stream, 1 << 16);
                foreach (object entry in entries)
                {
                    byte[] json = JsonSerializer.SerializeToUtf8Bytes(entry, entry.GetType(), RunJson.Line);
                    (byte[] line, _chain) = JournalChain.Add(_chain, json);
                    buffered.Write(line);
                    buffered.WriteByte((byte)'\n');
                }

                buffered.Flush();
                _stream.Flush(flushToDisk: true);
            }
            catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
            {
                throw EvalErrors.EvidenceNotWritten(_stream.Name, exception);
            }
        }
    }

    private StoredPlace Write(byte[] json)
    {
        lock (_gate)
        {
            (byte[] line, string chain) = JournalChain.Add(_chain, json);
            var place = new StoredPlace(_stream.Position, line.Length);
            _stream.Write([.. line, (byte)'\n']);
            _chain = chain;
            return place;
        }
    }

    /// <summary>
    /// Flushes to disk, unless a flush that began after the entry was written has done so: one serves all that wait for it.
    /// </summary>
    private void FlushTo(long end)
    {
        lock (_flushing)
        {
            if (_flushed >= end) return;
            long written;
            lock (_gate) written = _stream.Position;
            RandomAccess.FlushToDisk(_stream.SafeFileHandle);
            _flushed = written;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();
}

/// <summary>What reading a journal showed.</summary>
/// <param name="Sha256">The hash of the whole file.</param>
/// <param name="ChangedRow">The row, from 1, of the first line that was changed; 0 when there is none.</param>
/// <param name="Unreadable">The error for the first complete line that is not a result; null when there is none.</param>
internal sealed record JournalState(string Sha256, int ChangedRow, EvalException? Unreadable);
