using System.Runtime.InteropServices;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Playing;

/// <summary>Puts the two sides of turns together: mono PCM16 at the highest sample rate of all.</summary>
/// <param name="mode">How the sides of a turn are put together.</param>
/// <param name="sampleRate">The sample rate of the mix, in Hz.</param>
internal sealed class AudioMix(PlayMode mode, int sampleRate)
{
    /// <summary>Between two sides that follow one another, and between two turns, so that they can be told apart.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The maximum size of a mix: 93 minutes at 24 kHz.</summary>
    internal const long MostBytes = 256 * 1024 * 1024;

    private readonly List<short> _samples = [];

    /// <summary>Mixes turns.</summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: the mix would be larger than 256 MiB.</exception>
    public static WavAudio Of(IReadOnlyCollection<ReadTurn> turns, PlayMode mode)
    {
        int rate = turns.SelectMany(turn => turn.Sides).Max(side => side.Format.SampleRate);
        var mix = new AudioMix(mode, rate);
        foreach (ReadTurn turn in turns) mix.Add(turn);
        return new WavAudio(
            new AudioFormat(AudioEncoding.Pcm16, rate),
            PcmSamples.Encode(CollectionsMarshal.AsSpan(mix._samples), AudioEncoding.Pcm16));
    }

    private void Add(ReadTurn turn)
    {
        if (!turn.Sides.Any()) return;
        if (mode == PlayMode.Turns) foreach (WavAudio side in turn.Sides) Append(Convert(side));
        else Append(Sum(turn));
    }

    private void Append(short[] samples)
    {
        if (_samples.Count > 0) CollectionsMarshal.SetCount(_samples, _samples.Count + Count(Pause));
        if ((_samples.Count + (long)samples.Length) * sizeof(short) > MostBytes)
            throw EvalErrors.InvalidSetting(["The audio of all turns together is larger than 256 MiB; take fewer cases at once."]);
        _samples.AddRange(samples);
    }

    /// <summary>Adds both sides, each in its place; what is too loud is clipped.</summary>
    private short[] Sum(ReadTurn turn)
    {
        short[] caller = turn.Caller is null ? [] : Convert(turn.Caller);
        short[] agent = turn.Agent is null ? [] : Convert(turn.Agent);
        int start = turn.Agent is null ? 0 : Count(turn.AgentStart);
        short[] sum = new short[Math.Max(caller.Length, start + agent.Length)];
        caller.CopyTo(sum, 0);
        for (int i = 0; i < agent.Length; i++)
        {
            sum[start + i] = (short)Math.Clamp(sum[start + i] + agent[i], short.MinValue, short.MaxValue);
        }

        return sum;
    }

    private short[] Convert(WavAudio audio) =>
        Resampler.Convert(PcmSamples.Decode(audio.Data.Span, audio.Format.Encoding), audio.Format.SampleRate, sampleRate);

    private int Count(TimeSpan duration) => (int)(sampleRate * duration.Ticks / TimeSpan.TicksPerSecond);
}
