using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio.Conditions;

/// <summary>What holds for conditions of every kind.</summary>
public sealed class AudioConditionTests
{
    private static readonly short[] Speech = RealtimeEvals.Audio.Resampler.Convert(
        FskVoice.Speak("How much do I owe, please?"), 24_000, Scene.SampleRate);

    public static TheoryData<string> Kinds =>
    [
        "clean", "realistic", "telephone", "noise:10", "noise:10:pink", "babble:10",
        "loss:20:2", "echo:90", "gain:-6", "clip:10", "silence:100:100",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_same_seed_gives_the_same_samples(string condition) =>
        Assert.Equal(Scene.Apply(condition, Speech, seed: 7), Scene.Apply(condition, Speech, seed: 7));

    [Theory]
    [InlineData("noise:10")]
    [InlineData("noise:10:pink")]
    [InlineData("babble:10")]
    [InlineData("loss:20:2")]
    [InlineData("realistic")]
    public void Apply_other_seed_gives_other_samples(string condition) =>
        Assert.NotEqual(Scene.Apply(condition, Speech, seed: 7), Scene.Apply(condition, Speech, seed: 8));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_leaves_the_clean_speech_alone(string condition)
    {
        short[] before = [.. Speech];

        Scene.Apply(condition, Speech);

        Assert.Equal(before, Speech);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_silence_stays_silence(string condition) =>
        Assert.All(Scene.Apply(condition, new short[4_000]), sample => Assert.Equal(0, sample));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_nothing_is_silence_at_most(string condition) =>
        Assert.All(Scene.Apply(condition, []), sample => Assert.Equal(0, sample));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_one_sample_of_full_scale_is_taken(string condition) => Assert.NotEmpty(Scene.Apply(condition, [short.MinValue]));

    [Fact]
    public void Apply_babble_without_other_voices_changes_nothing()
    {
        Assert.Equal(Speech, Scene.Apply("babble:0", Speech, voices: []));
        Assert.Equal(Speech, Scene.Apply("babble:0", Speech, voices: [[], new short[100]]));
    }

    [Fact]
    public void Apply_effects_from_left_to_right()
    {
        short[] silenceLast = Scene.Apply("noise:10+silence:50", Speech);
        short[] silenceFirst = Scene.Apply("silence:50+noise:10", Speech);

        Assert.All(silenceLast[..400], sample => Assert.Equal(0, sample));
        Assert.Contains(silenceFirst[..400], sample => sample != 0);
    }

    [Fact]
    public void Apply_overdriven_in_the_middle_is_not_cut_before_the_end()
    {
        short[] loud = Signal.Tone(500, Scene.SampleRate, 800, amplitude: 20_000);

        Assert.Equal(loud, Scene.Apply("gain:20+gain:-20", loud));
    }

    [Fact]
    public void Apply_realistic_is_what_it_stands_for() =>
        Assert.Equal(Scene.Apply(AudioCondition.Realistic, Speech), Scene.Apply("realistic", Speech));

    [Fact]
    public void Apply_realistic_is_heard_but_is_not_clean()
    {
        short[] heard = Scene.Apply("realistic", Speech);

        Assert.Equal(Speech.Length + 720, heard.Length);
        Assert.InRange(10 * Math.Log10(Signal.Power(heard) / Signal.Power(Speech)), -3, 3);
        Assert.NotEqual(Speech, heard[..Speech.Length]);
    }
}
