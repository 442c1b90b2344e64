using RealtimeEvals.Audio;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>Finds stretches of speech by energy, in frames of 20 ms, on the clock of the audio that was appended.</summary>
/// <param name="format">The format of the audio.</param>
/// <param name="silence">How much silence ends a stretch.</param>
/// <param name="padding">How far before its first loud frame a stretch is said to begin.</param>
internal sealed class VoiceActivity(AudioFormat format, TimeSpan silence, TimeSpan padding)
{
    /// <summary>Two loud frames make speech; a click does not.</summary>
    private const int FramesToStart = 2;

    /// <summary>The level of a loud frame: about -40 dB of full scale.</summary>
    private const double LoudRms = 330;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private byte[] _pending = [];
    private TimeSpan _clock;
    private TimeSpan _quiet;
    private int _loudFrames;

    /// <summary>Whether a stretch is under way.</summary>
    public bool IsSpeaking { get; private set; }

    /// <summary>Takes appended audio.</summary>
    /// <returns>What happened in it: a start (true) or an end (false) of speech, and when.</returns>
    public IEnumerable<(bool IsStart, TimeSpan At)> Take(byte[] audio)
    {
        byte[] waiting = [.. _pending, .. audio];
        int frameBytes = format.BytesIn(Frame);
        int at = 0;
        for (; waiting.Length - at >= frameBytes; at += frameBytes)
        {
            _clock += Frame;
            if (Advance(IsLoud(waiting.AsSpan(at, frameBytes))) is { } change) yield return change;
        }

        _pending = waiting[at..];
    }

    private (bool IsStart, TimeSpan At)? Advance(bool loud)
    {
        _loudFrames = loud ? _loudFrames + 1 : 0;
        _quiet = loud ? TimeSpan.Zero : _quiet + Frame;
        if (!IsSpeaking && _loudFrames == FramesToStart)
        {
            IsSpeaking = true;
            TimeSpan start = _clock - FramesToStart * Frame - padding;
            return (true, start > TimeSpan.Zero ? start : TimeSpan.Zero);
        }

        if (!IsSpeaking || _quiet < silence) return null;
        IsSpeaking = false;
        return (false, _clock);
    }

    private bool IsLoud(ReadOnlySpan<byte> frame)
    {
        short[] samples = PcmSamples.Decode(frame, format.Encoding);
        return Math.Sqrt(samples.Average(sample => (double)sample * sample)) > LoudRms;
    }
}
