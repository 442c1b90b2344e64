using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Runs;

/// <summary>
/// Writes the audio of a turn to its file as it arrives, so that a long call is never held in memory. The file is created with the first
/// audio. A file of an earlier attempt is deleted first.
/// </summary>
internal sealed class AudioRecording : IAudioSink, IDisposable
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
    /// <param name="files">Creates the file.</param>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="format">The format of the audio.</param>
    /// <param name="redactor">Removes secrets.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: a file of an earlier attempt cannot be deleted.</exception>
    public AudioRecording(IWavFiles files, string path, AudioFormat format, Redactor redactor)
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

    /// <summary>Number of bytes of audio so far.</summary>
    public long Length { get; private set; }

    /// <summary>Whether any sample is audible.</summary>
    public bool HasSound { get; private set; }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> audio)
    {
        lock (_gate)
        {
            // Late audio belongs to no turn.
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

    /// <summary>Completes the file; later audio is ignored.</summary>
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

    /// <summary>Flushes at the beginning and once per second of audio, never in the middle of a sample, which readers reject.</summary>
    private void FlushNowAndThen(long length)
    {
        if (length % _format.BytesPerSample != 0 || (_flushed > 0 && length - _flushed < _format.BytesPerSecond)) return;
        _file!.Flush();
        _flushed = length;
    }

    /// <summary>Looks for sound in whole samples; a sample may arrive in two parts.</summary>
    private void Listen(ReadOnlySpan<byte> audio)
    {
        ReadOnlySpan<byte> whole = _half is byte half ? [half, .. audio] : audio;
        int rest = whole.Length % _format.BytesPerSample;
        _half = rest == 0 ? null : whole[^1];
        HasSound = Silence.EndOfSound(whole[..^rest], _format) > TimeSpan.Zero;
    }
}
