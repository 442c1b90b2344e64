using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Voice;

public sealed class FskVoiceTests
{
    private const string Ascii = "Hi, um, could you tell me the balance on my account? The number is BW-48213, please.";
    private const string NonAscii = "114 Beaupré Street - Straße, 東京, 😀 ~ \"x\" {1}";

    public static TheoryData<string> Texts =>
        [Ascii, NonAscii, "a", "~", "\u007f\u00ff\uffff", new string('U', 400), new string('\u00ff', 100)];

    public static TheoryData<string, Func<short[], short[]>> Ways => new()
    {
        { "u-law at 8 kHz", samples => Telephone.Through(samples, AudioEncoding.MuLaw) },
        { "A-law at 8 kHz", samples => Telephone.Through(samples, AudioEncoding.ALaw) },
        { "8 kHz", samples => Telephone.Through(samples, 8_000) },
        { "16 kHz", samples => Telephone.Through(samples, 16_000) },
        { "22.05 kHz", samples => Telephone.Through(samples, 22_050) },
        { "44.1 kHz", samples => Telephone.Through(samples, 44_100) },
        { "48 kHz", samples => Telephone.Through(samples, 48_000) },
        { "20 dB less", samples => [.. samples.Select(sample => (short)(sample / 10))] },
        { "upside down", samples => [.. samples.Select(sample => (short)-sample)] },
        { "an offset", samples => [.. samples.Select(sample => (short)(sample + 1_000))] },
        { "clipped", samples => [.. samples.Select(sample => (short)Math.Clamp((int)sample, -6_000, 6_000))] },
        { "silence before", samples => [.. new short[24_007], .. samples] },
        { "silence after", samples => [.. samples, .. new short[24_007]] },
        { "the first 20 ms lost", samples => samples[480..] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Speak_is_heard_word_for_word(string text)
    {
        string spoken = text.Replace('\u007f', 'x');

        Assert.Equal(new Heard(spoken, true), FskHearing.Listen(FskVoice.Speak(spoken)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Speak_over_a_fair_line_is_heard_word_for_word(string way, Func<short[], short[]> line)
    {
        foreach (string text in new[] { Ascii, NonAscii })
        {
            Assert.Equal((way, new Heard(text, true)), (way, FskHearing.Listen(line(FskVoice.Speak(text)))));
        }
    }

    [Fact]
    public void Speak_twice_in_a_row_is_heard_as_two_parts() =>
        Assert.Equal(
            new Heard("one two", true),
            FskHearing.Listen([.. FskVoice.Speak("one"), .. new short[4_800], .. FskVoice.Speak("two")]));

    [Fact]
    public void Speak_is_the_same_signal_every_time() => Assert.Equal(FskVoice.Speak(NonAscii), FskVoice.Speak(NonAscii));

    [Fact]
    public void Speak_stays_within_the_telephone_band()
    {
        short[] samples = FskVoice.Speak(Ascii);
        double whole = Signal.Power(samples);

        double narrow = Signal.Power(Telephone.Through(samples, 8_000));

        Assert.InRange(narrow / whole, 0.97, 1.03);
    }
}
