using RealtimeEvals.Adapters.Recordings;
using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

/// <summary>The sandbox's voice is known whatever was done to it, and nothing else is taken for it.</summary>
public sealed class SandboxSoundTests
{
    private const int Rate = 8_000;

    private static readonly string[] Texts =
    [
        "", "a", "Yes", "No.", "0000 1111", "BW-48213", "Grüße aus Köln", "好的，请帮我查一下我的余额",
        "Hi, um, could you tell me the balance on my account? The number is BW-48213, please.", new('x', 600),
    ];

    public static TheoryData<string> Shipped =>
        [.. Directory.GetFiles(ProductData.PathOf("walk"), "*.wav").Select(path => Path.GetFileName(path))];

    public static TheoryData<string> Conditions =>
    [
        "clean", "realistic", "telephone", "noise:10", "noise:5:pink", "noise:0", "babble:10", "babble:0",
        "babble:-10", "loss:20:3", "echo:90:0.9", "echo:1:0.9", "gain:-40", "gain:20", "clip:20", "silence:3000:3000",
        "gain:-20+noise:5", "silence:700:0+noise:3",
    ];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Shipped_audio_is_known(string name)
    {
        WavAudio wav = WavReader.Read(File.ReadAllBytes(ProductData.PathOf("walk", name)));

        Assert.True(SandboxSound.IsIn(wav.Data.Span, wav.Format));
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(11_025)]
    [InlineData(16_000)]
    [InlineData(24_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Any_words_are_known_at_any_rate_and_by_any_law(int rate)
    {
        foreach (string text in Texts)
        {
            short[] said = Resampler.Convert(FskVoice.Speak(text), 24_000, rate);
            Assert.True(SandboxSound.IsIn(said, rate), text);
            foreach (AudioEncoding law in new[] { AudioEncoding.MuLaw, AudioEncoding.ALaw })
            {
                Assert.True(SandboxSound.IsIn(PcmSamples.Encode(said, law), new AudioFormat(law, rate)), $"{text} {law}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Any_condition_leaves_it_known(string condition)
    {
        short[][] voices = [.. Texts[5..].Select(text => Resampler.Convert(FskVoice.Speak(text), 24_000, Rate))];
        for (int seed = 0; seed < 10; seed++)
        {
            short[] heard = AudioCondition.Parse(condition).Apply(
                voices[seed % voices.Length],
                new AudioScene(Rate, new Random(seed), [.. voices.Where((_, index) => index != seed % voices.Length)]));

            Assert.True(
                SandboxSound.IsIn(PcmSamples.Encode(heard, AudioEncoding.MuLaw), new AudioFormat(AudioEncoding.MuLaw, Rate)),
                $"{condition} {seed}");
        }
    }

    [Fact]
    public void Any_piece_that_holds_words_is_known()
    {
        short[] said = Resampler.Convert(FskVoice.Speak(Texts[8]), 24_000, Rate);
        var random = new Random(7);
        for (int trial = 0; trial < 200; trial++)
        {
            int length = random.Next(Rate / 10, Rate / 2);
            int start = random.Next(Rate * 6 / 100, said.Length - length);
            short[] piece = said[start..(start + length)];
            double factor = Math.Pow(10, -random.NextDouble() * 2);
            Assert.True(SandboxSound.IsIn([.. piece.Select(sample => (short)-(sample * factor))], Rate), $"{start} {length} {factor}");
        }
    }

    [Fact]
    public void One_phrase_among_speech_is_known()
    {
        short[] speech = Formants(seconds: 3, pitch: 110);

        Assert.True(
            SandboxSound.IsIn([.. speech, .. Resampler.Convert(FskVoice.Speak("Yes, please, that one."), 24_000, Rate), .. speech], Rate));
    }

    [Theory]
    [InlineData("yes.mp3")]
    [InlineData("yes.ogg")]
    [InlineData("yes.aiff")]
    [InlineData("yes-rf64.wav")]
    [InlineData("yes-streamed.wav")]
    public async Task Container_leaves_it_known(string name)
    {
        Recording recording = await new RecordingReader(new Ffmpeg())
            .ReadAsync(Recorded.PathOf(name), Rate, RecordingChannel.Alike, TestContext.Current.CancellationToken);

        Assert.True(SandboxSound.IsIn(recording.Samples, Rate));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(110)]
    [InlineData(200)]
    [InlineData(220)]
    public void Speech_is_not_taken_for_it_whatever_its_pitch(double pitch)
    {
        Assert.False(SandboxSound.IsIn(Formants(seconds: 4, pitch), Rate));
        Assert.False(SandboxSound.IsIn(Formants(seconds: 4, pitch, wander: 0), Rate));
    }

    [Fact]
    public void Other_sounds_are_not_taken_for_it()
    {
        short[][] others =
        [
            [],
            [1],
            new short[4 * Rate],
            Signal.Noise(4 * Rate),
            Recorded.Tone(440, Rate, 2),
            Recorded.Tone(SandboxSound.MarkHertz, Rate, 2),
            Recorded.Tone(SandboxSound.SpaceHertz, Rate, 2),
            Signal.Sweep(300, 3_400, Rate, 4 * Rate, 9_000),
            Mixed(697, 1_209),
            Mixed(941, 1_477),
            Mixed(350, 440),
            Mixed(480, 620),
            [.. Enumerable.Repeat((short)9_000, Rate)],
            [.. Enumerable.Range(0, 2 * Rate).Select(index => (short)(index % 40 < 20 ? 9_000 : -9_000))],
        ];

        Assert.All(others, sound => Assert.False(SandboxSound.IsIn(sound, Rate)));
    }

    private static short[] Mixed(double first, double second) =>
        [.. Recorded.Tone(first, Rate, 1).Zip(Recorded.Tone(second, Rate, 1), (a, b) => (short)(a + b))];

    /// <summary>Harmonics of a pitch under the formants of vowels that follow each other.</summary>
    private static short[] Formants(double seconds, double pitch, double wander = 0.03)
    {
        double[][] vowels = [[730, 1_090, 2_440], [270, 2_290, 3_010], [300, 870, 2_240], [530, 1_840, 2_480], [600, 1_200, 2_200]];
        short[] samples = new short[(int)(seconds * Rate)];
        double phase = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double at = (double)i / Rate;
            double tone = pitch * (1 + wander * Math.Sin(2 * Math.PI * 2.3 * at));
            phase += 2 * Math.PI * tone / Rate;
            double[] formants = vowels[(int)(at / 0.25) % vowels.Length];
            double sum = 0;
            for (int harmonic = 1; harmonic * tone < 3_400; harmonic++)
            {
                double level = formants
                    .Select((centre, index) => Math.Pow(0.4, index) / (1 + Math.Pow((harmonic * tone - centre) / 60, 2)))
                    .Sum();
                sum += level * Math.Sin(harmonic * phase);
            }

            samples[i] = (short)Math.Clamp(6_000 * sum, short.MinValue, short.MaxValue);
        }

        return samples;
    }
}
