using RealtimeEvals.Audio;
using RealtimeEvals.Playing;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Playing;

/// <summary>The samples of a mix.</summary>
public sealed class AudioMixTests
{
    private const int Rate = 8_000;
    private static readonly int Pause = (int)(AudioMix.Pause.TotalSeconds * Rate);
    private static readonly short[] Silent = new short[Pause];

    [Fact]
    public void Sides_follow_one_another_in_turns()
    {
        short[] mix = Mix(PlayMode.Turns, new ReadTurn(Wav([1, 2, 3]), Wav([4, 5]), 0), new ReadTurn(Wav([6]), null, null));

        Assert.Equal([1, 2, 3, .. Silent, 4, 5, .. Silent, 6], mix);
    }

    /// <summary>The caller's last audible sample is the second; 0.5 ms of 8 kHz are four samples.</summary>
    [Fact]
    public void Agent_of_a_mix_begins_as_long_after_the_speech_as_it_was_heard()
    {
        short[] mix = Mix(PlayMode.Mixed, new ReadTurn(Wav([1000, 2000, 3, 4, 5, 6, 7]), Wav([100, 200]), 0.5));

        Assert.Equal([1000, 2000, 3, 4, 5, 6, 107, 200], mix);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    public void Agent_of_a_mix_begins_after_the_caller_where_its_start_is_not_known(double? wait)
    {
        short[] mix = Mix(PlayMode.Mixed, new ReadTurn(Wav([1000, 2000, 3]), Wav([100]), wait));

        Assert.Equal([1000, 2000, 3, 100], mix);
    }

    [Fact]
    public void Turns_of_a_mix_follow_one_another()
    {
        short[] mix = Mix(PlayMode.Mixed, new ReadTurn(null, Wav([1]), 900), new ReadTurn(Wav([2]), null, 900));

        Assert.Equal([1, .. Silent, 2], mix);
    }

    [Fact]
    public void Mix_that_is_too_loud_is_clipped_and_not_wrapped()
    {
        short[] mix = Mix(PlayMode.Mixed, new ReadTurn(Wav([30_000, -30_000]), Wav([30_000]), 0));

        Assert.Equal([30_000, -30_000, 30_000], mix);
        mix = Mix(PlayMode.Mixed, new ReadTurn(Wav([30_000, 1, 2]), Wav([1, 30_000, -7]), 0));
        Assert.Equal([30_000, 2, 30_002, -7], mix);
        mix = Mix(PlayMode.Mixed, new ReadTurn(Wav([1, 1, 1]), Wav([30_000]), 0));
        Assert.Equal([30_001, 1, 1], mix);
    }

    [Fact]
    public void Waiting_that_cannot_be_is_limited()
    {
        short[] mix = Mix(PlayMode.Mixed, new ReadTurn(Wav([1000]), Wav([1]), 1e300));

        Assert.Equal(1 + 60 * Rate + 1, mix.Length);
    }

    /// <summary>G.711 at 8 kHz and PCM16 at 24 kHz, as a telephone caller and a model have them.</summary>
    [Fact]
    public void Sides_of_different_rates_keep_pitch_and_length_at_the_higher_one()
    {
        var caller = new AudioFormat(AudioEncoding.MuLaw, 8_000);
        byte[] low = PcmSamples.Encode(Signal.Tone(440, 8_000, 8_000), AudioEncoding.MuLaw);
        byte[] high = PcmSamples.Encode(Signal.Tone(660, 24_000, 24_000), AudioEncoding.Pcm16);
        var turn = new ReadTurn(new WavAudio(caller, low), new WavAudio(AudioFormat.Pcm24K, high), 0);

        WavAudio mix = AudioMix.Of([turn], PlayMode.Turns);

        short[] samples = PcmSamples.Decode(mix.Data.Span, AudioEncoding.Pcm16);
        int pause = (int)(AudioMix.Pause.TotalSeconds * 24_000);
        Assert.Equal((AudioFormat.Pcm24K, 48_000 + pause), (mix.Format, samples.Length));
        Assert.Equal(12_000, Signal.AmplitudeAt(samples.AsSpan(0, 24_000), 440, 24_000), 300.0);
        Assert.Equal(0, Signal.AmplitudeAt(samples.AsSpan(0, 24_000), 1320, 24_000), 100.0);
        Assert.Equal(12_000, Signal.AmplitudeAt(samples.AsSpan(24_000 + pause), 660, 24_000), 300.0);
    }

    private static short[] Mix(PlayMode mode, params ReadTurn[] turns) =>
        PcmSamples.Decode(AudioMix.Of(turns, mode).Data.Span, AudioEncoding.Pcm16);

    private static WavAudio Wav(short[] samples) =>
        new(new AudioFormat(AudioEncoding.Pcm16, Rate), PcmSamples.Encode(samples, AudioEncoding.Pcm16));
}
