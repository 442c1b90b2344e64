using RealtimeEvals.Adapters.Recordings;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Secrets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

public sealed class EvidenceAudioTests : IDisposable
{
    private const string Key = "sk-secret-0123456789";

    private readonly TemporaryFolder _folder = new();

    private string Wav => _folder.PathOf("audio", "a", "output.wav");

    [Theory]
    [InlineData(AudioEncoding.Pcm16, 24_000, 60_000)]
    [InlineData(AudioEncoding.MuLaw, 8_000, 9_000)]
    [InlineData(AudioEncoding.MuLaw, 8_000, 9_001)]
    [InlineData(AudioEncoding.ALaw, 8_000, 9_001)]
    public void Complete_gives_the_bytes_of_a_file_that_is_written_whole(AudioEncoding encoding, int rate, int bytes)
    {
        var format = new AudioFormat(encoding, rate);
        byte[] audio = new byte[bytes];
        new Random(1).NextBytes(audio);

        using (AudioRecording heard = Open(format))
        {
            foreach (byte[] part in audio.Chunk(777)) heard.Write(part);
            heard.Complete();
            Assert.Equal(bytes, heard.Length);
        }

        Assert.Equal(WavWriter.ToBytes(format, audio), File.ReadAllBytes(Wav));
    }

    [Fact]
    public void Write_leaves_a_readable_file_after_each_part()
    {
        using AudioRecording heard = Open(AudioFormat.Pcm24K);
        for (int part = 1; part <= 100; part++)
        {
            heard.Write(new byte[4_801 + part % 2]);

            WavAudio wav = WavReader.Read(ReadShared());
            Assert.InRange(heard.Length - wav.Data.Length, 0, AudioFormat.Pcm24K.BytesPerSecond + 2 * 4_802);
            Assert.True(wav.Data.Length > 0);
        }
    }

    [Fact]
    public void Write_two_hours_are_not_held_in_memory()
    {
        byte[] part = PcmSamples.Encode(Recorded.Tone(440, 24_000, 0.2), AudioEncoding.Pcm16);
        using AudioRecording heard = Open(AudioFormat.Pcm24K);
        heard.Write(part);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int count = 1; count < 5 * 7_200; count++) heard.Write(part);
        heard.Complete();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
        Assert.Equal(44 + 7_200L * 48_000, new FileInfo(Wav).Length);
    }

    [Fact]
    public void Nothing_that_is_heard_makes_no_file_and_takes_the_earlier_one_away()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Wav)!);
        File.WriteAllText(Wav, "of an earlier attempt");

        using AudioRecording heard = Open(AudioFormat.Pcm24K);
        heard.Complete();

        Assert.Equal((0, false), (heard.Length, heard.HasSound));
        Assert.False(File.Exists(Wav));
    }

    [Fact]
    public void Write_after_the_end_changes_nothing()
    {
        using AudioRecording heard = Open(AudioFormat.Pcm24K);
        heard.Write(new byte[100]);
        heard.Complete();

        heard.Write(new byte[100]);

        Assert.Equal(100, heard.Length);
        Assert.Equal(144, new FileInfo(Wav).Length);
    }

    [Fact]
    public void HasSound_of_samples_that_come_in_two_parts()
    {
        using AudioRecording heard = Open(AudioFormat.Pcm24K);
        heard.Write([0, 0, 0]);
        Assert.False(heard.HasSound);

        heard.Write([40, 0]);

        Assert.True(heard.HasSound);
    }

    [Fact]
    public void Complete_tells_what_could_not_be_written()
    {
        _folder.Write("audio", "a file where a folder must be");
        using AudioRecording heard = Open(AudioFormat.Pcm24K);
        heard.Write(new byte[100]);

        Assert.Equal("EvidenceNotWritten", Assert.Throws<EvalException>(heard.Complete).ErrorId);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(6)]
    [InlineData(2)]
    public void Secret_that_is_sent_for_sound_is_silent_in_the_file(int part)
    {
        byte[] sent = System.Text.Encoding.ASCII.GetBytes($"0123{Key}{Key[..6]}45678901");
        using (AudioRecording heard = Open(AudioFormat.Pcm24K))
        {
            foreach (byte[] some in sent.Chunk(part)) heard.Write(some);
            heard.Complete();
            Assert.Equal(sent.Length, heard.Length);
        }

        byte[] kept = File.ReadAllBytes(Wav)[^sent.Length..];
        Assert.Equal(("0123", "01"), (System.Text.Encoding.ASCII.GetString(kept[..4]), System.Text.Encoding.ASCII.GetString(kept[^2..])));
        Assert.DoesNotContain("secret-0", System.Text.Encoding.ASCII.GetString(kept), StringComparison.Ordinal);
        Assert.DoesNotContain("456789\0", System.Text.Encoding.ASCII.GetString(kept), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private AudioRecording Open(AudioFormat format) => new(new WavFiles(), Wav, format, Redactor.Of([Key]));

    private byte[] ReadShared()
    {
        using var stream = new FileStream(Wav, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
