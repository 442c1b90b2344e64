using System.Security.Cryptography;
using RealtimeEvals.Files;

namespace RealtimeEvals.Runs.Folders;

/// <summary>Reads the complete lines of a journal one by one; follows their chain and computes the hash of all bytes on the way.</summary>
/// <param name="stream">The journal, at its beginning. It stays open.</param>
/// <param name="runId">The id of the run, with which the chain starts.</param>
internal sealed class JournalReader(Stream stream, string runId) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[81_920];
    private int _start;
    private int _end;
    private long _read;

    /// <summary>Where the last line that was read stands in the journal.</summary>
    public StoredPlace Place { get; private set; }

    /// <summary>Number of lines that were read, which is the row of the last one.</summary>
    public int Row { get; private set; }

    /// <summary>The row, from 1, of the first line that was changed; 0 when there is none so far.</summary>
    public int ChangedRow { get; private set; }

    /// <summary>The chain of the last line that was not changed.</summary>
    public string Chain { get; private set; } = JournalChain.Start(runId);

    /// <summary>The length in bytes of the lines that were read.</summary>
    public long Length { get; private set; }

    /// <summary>Reads the next complete line, without its line break. An incomplete last line of a killed process is ignored.</summary>
    /// <param name="line">The line, until the next call.</param>
    /// <exception cref="FileTooLargeException">The journal or a line of it is larger than <see cref="InputLimits"/> allow.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        int found;
        while ((found = _buffer.AsSpan((_start + searched).._end).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _start;
            if (!Fill())
            {
                line = default;
                return false;
            }
        }

        line = _buffer.AsSpan(_start, searched + found);
        _start += line.Length + 1;
        Place = new StoredPlace(Length, line.Length);
        Length += line.Length + 1;
        Row++;
        if (ChangedRow > 0) return true;
        if (JournalChain.Follow(Chain, line) is string chain) Chain = chain;
        else ChangedRow = Row;
        return true;
    }

    /// <summary>Returns the hash of the whole journal, once <see cref="TryRead"/> has returned false.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    /// <summary>Reads more bytes after those of the current line; returns false at the end.</summary>
    private bool Fill()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end >= InputLimits.EvidenceLineBytes) throw new FileTooLargeException(InputLimits.EvidenceLineBytes);
        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        int count = stream.Read(_buffer.AsSpan(_end));
        _hash.AppendData(_buffer.AsSpan(_end, count));
        _end += count;
        _read += count;
        if (_read > InputLimits.EvidenceBytes) throw new FileTooLargeException(InputLimits.EvidenceBytes);
        return count > 0;
    }
}
