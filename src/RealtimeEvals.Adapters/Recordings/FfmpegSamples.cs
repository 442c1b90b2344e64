using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Adapters.Recordings;

/// <summary>Reads the output of a running ffmpeg, an AU stream of 16 bits. Disposing kills the program.</summary>
internal sealed class FfmpegSamples : ISampleSource
{
    private const int HeaderBytes = 24;
    private const int LongestComplaint = 300;

    private readonly Process _process;
    private readonly Stream _output;
    private readonly StringBuilder _complaint = new();
    private readonly CancellationTokenRegistration _stop;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _patience;
    private byte[] _bytes = [];

    public FfmpegSamples(Process process, CancellationToken cancellationToken)
    {
        _process = process;
        _cancellation = cancellationToken;
        _output = process.StandardOutput.BaseStream;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        _patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _patience.CancelAfter(Recording.Longest);
        _stop = _patience.Token.Register(Kill);
        try
        {
            process.StandardInput.Close();
            byte[] header = new byte[HeaderBytes];
            if (!Fill(header) || !header.AsSpan(0, 4).SequenceEqual(".snd"u8)) throw Refusal();
            if (!Fill(new byte[Math.Clamp(Number(header, 4) - HeaderBytes, 0, 4096)])) throw Refusal();
            (SampleRate, Channels) = (Number(header, 16), Number(header, 20));
            if (Channels is < 1 or > 32) throw new WavException(FormattableString.Invariant($"{Channels} channels"), "1 to 32 channels");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Channels { get; }

    public int SampleRate { get; }

    public int Read(Span<float> samples)
    {
        if (_bytes.Length < samples.Length * 2) _bytes = new byte[samples.Length * 2];
        int read = _output.ReadAtLeast(_bytes.AsSpan(0, samples.Length * 2), samples.Length * 2, throwOnEndOfStream: false);
        int count = read / 2 / Channels * Channels;
        if (count == 0) RequireSuccess();
        for (int i = 0; i < count; i++) samples[i] = BinaryPrimitives.ReadInt16BigEndian(_bytes.AsSpan(2 * i)) / 32_768f;
        return count;
    }

    public void Dispose()
    {
        Kill();
        _stop.Dispose();
        _patience.Dispose();
        _process.Dispose();
    }

    private static int Number(byte[] header, int at) => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(at));

    private bool Fill(byte[] bytes) => _output.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;

    private void RequireSuccess()
    {
        _process.WaitForExit();
        if (_process.ExitCode != 0) throw Refusal();
    }

    private WavException Refusal()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_patience.IsCancellationRequested)
            return new WavException("content that keeps ffmpeg busy for more than 10 minutes", "a recording of at most 10 minutes");
        Kill();
        _process.WaitForExit();
        return new WavException($"nothing that ffmpeg can read ({_complaint.ToString().Trim()})", "a recording");
    }

    private void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // The program has just ended by itself.
        }
    }

    /// <summary>Keeps the start of ffmpeg's error output on one line; the rest is read and dropped, since ffmpeg would block.</summary>
    private void Keep(string? line)
    {
        if (line is null || _complaint.Length >= LongestComplaint) return;
        foreach (char letter in $"{line} ".Take(LongestComplaint)) _complaint.Append(char.IsControl(letter) ? ' ' : letter);
    }
}
