using System.Runtime.InteropServices;

namespace RealtimeEvals.Audio;

/// <summary>Resamples a signal block by block; the result equals that of <see cref="Resampler.Convert"/>.</summary>
/// <param name="fromRate">The sample rate of the added samples, in Hz.</param>
/// <param name="toRate">The sample rate of the result, in Hz.</param>
internal sealed class ResampledTrack(int fromRate, int toRate)
{
    private readonly Resampler? _resampler = fromRate == toRate ? null : new Resampler(fromRate, toRate);
    private readonly List<short> _samples = [];
    private short[] _room = [];
    private long _added;

    public void Add(ReadOnlySpan<short> samples)
    {
        _added += samples.Length;
        Append(samples);
    }

    /// <summary>Returns the resampled signal, aligned with what was added.</summary>
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
