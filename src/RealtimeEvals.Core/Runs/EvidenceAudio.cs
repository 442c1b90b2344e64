using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Runs;

/// <summary>
/// What was heard in a turn, written to its file while it comes, so that a long call is never held in memory. There is no file until there
/// is audio. A file of an earlier attempt is taken away first.
/// </summary>
public sealed class EvidenceAudio : IAudioSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IWavFiles _files;
    private readonly string _path;
    private readonly AudioFormat _format;
    private readonly SilentSecrets _secrets;
    private IWavFile? _file;
    private Exception? _fault;
    private long _flushed;
    private byte? _half;
    private bool _isComplete;

    /// <summary>Prepares to write.</summary>
    /// <param name="files">Makes the file.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="format">The format of the audio.</param>
    /// <param name="redactor">Takes out what must not appear.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: a file of an earlier attempt cannot be taken away.</exception>
    public EvidenceAudio(IWavFiles files, string path, AudioFormat format, Redactor redactor)
    {
        (_files, _path, _format, _secrets) = (files, path, format, new SilentSecrets(redactor));
        try
        {
            if (File.Exists(path)) File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }
    }

    /// <summary>Bytes of audio.</summary>
    public long Length { get; private set; }

    /// <summary>Whether any sample is audible.</summary>
    public bool HasSound { get; private set; }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> audio)
    {
        lock (_gate)
        {
            // What comes late belongs to no turn.
            if (_isComplete || _fault is not null || audio.IsEmpty) return;
            try
            {
                _file ??= _files.Create(_path, _format);
                _file.Append(_secrets.Silence(audio));
                FlushNowAndThen(Length + audio.Length);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _fault = exception;
            }

            Length += audio.Length;
            if (!HasSound) Listen(audio);
        }
    }

    /// <summary>Makes the file whole; nothing is written afterwards.</summary>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: something could not be written.</exception>
    public void Complete()
    {
        Dispose();
        if (_fault is not null) throw EvalErrors.EvidenceNotWritten(_path, _fault);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isComplete) return;
            _isComplete = true;
            try
            {
                _file?.Dispose();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _fault ??= exception;
            }
        }
    }

    /// <summary>At the beginning and then for each second; never in the middle of a sample, which no reader would take.</summary>
    private void FlushNowAndThen(long length)
    {
        if (length % _format.BytesPerSample != 0 || (_flushed > 0 && length - _flushed < _format.BytesPerSecond)) return;
        _file!.Flush();
        _flushed = length;
    }

    /// <summary>Looks for sound, whole sample by whole sample: a sample may come in two parts.</summary>
    private void Listen(ReadOnlySpan<byte> audio)
    {
        ReadOnlySpan<byte> whole = _half is byte half ? [half, .. audio] : audio;
        int rest = whole.Length % _format.BytesPerSample;
        _half = rest == 0 ? null : whole[^1];
        HasSound = Silence.EndOfSound(whole[..^rest], _format) > TimeSpan.Zero;
    }
}
