using System.Buffers;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Runs;

/// <summary>
/// <c>events/&lt;id&gt;.jsonl</c>: one line per event in either direction, with the event verbatim. Only Base64 of audio of more than 400
/// characters is cut after 40, since the audio is kept in WAV files, and secrets are covered, even when a service sends them in several
/// deltas.
/// </summary>
/// <remarks>
/// Keys in order: type, source and turn_index (only when several sessions share a log), event_index (from 1, over all sessions),
/// event_time_ms (since the request for a response; 0 before it), event, direction, session_time_ms (since the log was opened).
/// </remarks>
internal sealed class EventLogFile : IDisposable
{
    /// <summary>Audio of up to so many characters stays whole, such as a chunk of a telephone line.</summary>
    private const int WholeCharacters = 400;

    /// <summary>Of longer audio so many characters are kept.</summary>
    private const int KeptCharacters = 40;

    private readonly FileStream _stream;
    private readonly TimeProvider _time;
    private readonly Redactor _redactor;
    private readonly RealtimeDialect _dialect;
    private readonly long _openedAt;
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private EvalException? _failure;
    private int _index;

    /// <summary>Creates a log; that of an earlier attempt at the case is kept as <see cref="EarlierLog"/>.</summary>
    /// <param name="path">The file; its folder is made as needed.</param>
    /// <param name="time">The clock that the time stamps come from.</param>
    /// <param name="target">The service: what it calls its events, and what of it must not appear.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>.</exception>
    public EventLogFile(string path, TimeProvider time, ServiceTarget target)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(target);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            PlainFile.RequirePlain(path);
            EarlierLog.SetAside(path);
            _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }

        _time = time;
        _redactor = target.Redactor;
        _dialect = target.Dialect;
        _openedAt = time.GetTimestamp();
    }

    /// <summary>The log of one session in this file.</summary>
    /// <param name="source">Which of several sessions it is; null where there is only one.</param>
    public EventSource Open(string? source = null) => new(this, source, new DeltaRedaction(_redactor, _dialect));

    /// <summary>Sets the zero of the event times of one session.</summary>
    internal void StartResponse(EventSource source, long timestamp)
    {
        lock (_gate) source.RequestedAt = timestamp;
    }

    internal void Record(EventSource source, bool isServer, long timestamp, ReadOnlyMemory<byte> utf8, bool isText)
    {
        ReadOnlySpan<byte> direction = isServer ? "server"u8 : "client"u8;
        lock (_gate)
        {
            if (isText) Record(source, direction, timestamp, _redactor.Redact(isServer ? source.Deltas.Cover(utf8) : utf8).Span);
            else
            {
                byte[] told = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"bytes\":{utf8.Length}}}"));
                WriteLine(source, "binary"u8, direction, timestamp, told);
            }
        }
    }

    /// <summary>Flushes the log to disk.</summary>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: a line could not be written.</exception>
    public void Complete()
    {
        lock (_gate)
        {
            try
            {
                _stream.Flush(flushToDisk: true);
            }
            catch (IOException exception)
            {
                _failure ??= EvalErrors.EvidenceNotWritten(_stream.Name, exception);
            }

            if (_failure is not null) throw _failure;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                _stream.Dispose();
            }
            catch (IOException)
            {
                // Complete has reported it.
            }
        }
    }

    private void Record(EventSource source, ReadOnlySpan<byte> direction, long timestamp, ReadOnlySpan<byte> utf8)
    {
        ServerEvent read;
        try
        {
            read = ServerEvent.Read(utf8, _dialect);
        }
        catch (JsonException)
        {
            // Not JSON: kept as a string, so that every line of the log is JSON.
            WriteLine(source, "malformed"u8, direction, timestamp, JsonSerializer.SerializeToUtf8Bytes(Encoding.UTF8.GetString(utf8)));
            return;
        }

        bool hasAudio = read.Kind == ServerEventKind.AudioDelta || read.Type.SequenceEqual(_dialect.AppendType);
        ReadOnlySpan<byte> audio = hasAudio ? read.Payload : default;
        if (audio.Length <= WholeCharacters || !utf8.Overlaps(audio, out int before))
        {
            WriteLine(source, read.Type, direction, timestamp, utf8);
            return;
        }

        // Overlaps returns the offset from the audio to the message.
        int start = Math.Abs(before);
        int kept = read.PayloadIsEscaped ? WholeEscapes(audio) : KeptCharacters;
        byte[] note = Encoding.UTF8.GetBytes(FormattableString.Invariant($"...[truncated {audio.Length - kept} chars]"));
        WriteLine(source, read.Type, direction, timestamp, utf8[..(start + kept)], note, utf8[(start + audio.Length)..]);
    }

    /// <summary>Returns how much of the audio can be kept without splitting an escape.</summary>
    private static int WholeEscapes(ReadOnlySpan<byte> audio)
    {
        int kept = 0;
        while (true)
        {
            int step = audio[kept] != '\\' ? 1 : audio[kept + 1] == 'u' ? 6 : 2;
            if (kept + step > KeptCharacters) return kept;
            kept += step;
        }
    }

    private void WriteLine(
        EventSource source,
        ReadOnlySpan<byte> type,
        ReadOnlySpan<byte> direction,
        long timestamp,
        ReadOnlySpan<byte> start,
        ReadOnlySpan<byte> middle = default,
        ReadOnlySpan<byte> end = default)
    {
        _line.ResetWrittenCount();
        _line.Write("{\"type\":\""u8);
        _line.Write(type);
        if (source.Name is not null)
        {
            _line.Write("\",\"source\":\""u8);
            _line.Write(source.Name);
            _line.Write("\",\"turn_index\":"u8);
            Number(source.TurnIndex, "0");
            _line.Write(",\"event_index\":"u8);
        }
        else
        {
            _line.Write("\",\"event_index\":"u8);
        }

        Number(++_index, "0");
        _line.Write(",\"event_time_ms\":"u8);
        Number(source.RequestedAt is long zero ? Math.Max(0, _time.GetElapsedTime(zero, timestamp).TotalMilliseconds) : 0, "0.0##");
        _line.Write(",\"event\":"u8);
        OneLine(start);
        OneLine(middle);
        OneLine(end);
        _line.Write(",\"direction\":\""u8);
        _line.Write(direction);
        _line.Write("\",\"session_time_ms\":"u8);
        Number(Math.Max(0, _time.GetElapsedTime(_openedAt, timestamp).TotalMilliseconds), "0.0##");
        _line.Write("}\n"u8);
        try
        {
            if (_failure is null) _stream.Write(_line.WrittenSpan);
        }
        catch (IOException exception)
        {
            // This runs on the thread that reads the socket, where an exception would pass for a broken connection; Complete reports it.
            _failure = EvalErrors.EvidenceNotWritten(_stream.Name, exception);
        }
    }

    /// <summary>Copies JSON; line breaks between its tokens become spaces.</summary>
    private void OneLine(ReadOnlySpan<byte> json)
    {
        Span<byte> room = _line.GetSpan(json.Length + 1);
        json.CopyTo(room);
        Span<byte> copied = room[..json.Length];
        copied.Replace((byte)'\n', (byte)' ');
        copied.Replace((byte)'\r', (byte)' ');
        _line.Advance(json.Length);
    }

    private void Number(double value, string format)
    {
        value.TryFormat(_line.GetSpan(32), out int written, format, System.Globalization.CultureInfo.InvariantCulture);
        _line.Advance(written);
    }
}
