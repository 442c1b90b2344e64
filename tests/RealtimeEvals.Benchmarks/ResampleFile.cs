using RealtimeEvals.Audio;

namespace RealtimeEvals.Benchmarks;

/// <summary>Converts a WAV file as a process of its own, to be timed beside sox and ffmpeg: <c>resample in.wav out.wav rate</c>.</summary>
internal static class ResampleFile
{
    public static void Run(string input, string output, int rate)
    {
        using StoredSamples source = StoredSamples.Open(File.OpenRead(input));
        short[] samples = Recording.Read(source, rate, RecordingChannel.Mix, CancellationToken.None).Samples;
        byte[] audio = PcmSamples.Encode(samples, AudioEncoding.Pcm16);
        File.WriteAllBytes(output, WavWriter.ToBytes(new AudioFormat(AudioEncoding.Pcm16, rate), audio));
    }
}
