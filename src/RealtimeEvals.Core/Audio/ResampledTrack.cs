using System.Runtime.InteropServices;

namespace RealtimeEvals.Audio;

/// <summary>Gathers a signal at another sample rate, block by block; the result is that of <see cref="Resampler.Convert"/>.</summary>
/// <param name="fromRate">Samples a second of what is added, in Hz.</param>
/// <param name="toRate">Samples a second of what is gathered, in Hz.</param>
internal sealed class ResampledTrack(int fromRate, int toRate)
{
    private readonly Resampler? _resampler = fromRate == toRate ? null : new Resampler(fromRate, toRate);
    private readonly List<short> _samples = [];
    private short[] _room = [];
    private long _added;

    /// <summary>Adds the samples that come next.</summary>
    public void Add(ReadOnlySpan<short> samples)
    {
        _added += samples.Length;
        Append(samples);
    }

    /// <summary>What has been gathered, in line with what was added.</summary>
    public short[] Finish()
    {
        if (_resampler is null) return [.. _samples];
        Append(new short[_resampler.TailSamples]);
        return CollectionsMarshal.AsSpan(_samples).Slice(_resampler.DelaySamples, (int)(_added * toRate / fromRate)).ToArray();
    }

    private void Append(ReadOnlySpan<short> samples)
    {
        if (_resampler is null)
        {
            _samples.AddRange(samples);
            return;
        }

        int most = _resampler.MaximumOutput(samples.Length);
        if (_room.Length < most) _room = new short[most];
        _samples.AddRange(_room.AsSpan(0, _resampler.Process(samples, _room)));
    }
}
