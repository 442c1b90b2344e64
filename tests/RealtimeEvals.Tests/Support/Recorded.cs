using RealtimeEvals.Audio;

namespace RealtimeEvals.Tests.Support;

/// <summary>Recordings that tests make.</summary>
public static class Recorded
{
    /// <summary>Reads a WAV file at its own rate.</summary>
    public static Recording Read(ReadOnlyMemory<byte> file, RecordingChannel channel = RecordingChannel.Alike)
    {
        using StoredSamples source = StoredSamples.Open(new MemoryStream(file.ToArray()));
        return Recording.Read(source, source.SampleRate, channel, CancellationToken.None);
    }

    /// <summary>The path of a recording of the sandbox's voice that says Yes.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Audio", "Fixtures", name);

    /// <summary>A WAV file of 16 bits with these channels.</summary>
    public static byte[] Wav(int rate, params short[][] channels)
    {
        short[] samples = [.. Enumerable.Range(0, channels[0].Length).SelectMany(frame => channels.Select(channel => channel[frame]))];
        return Riff.File(
            ("fmt ", Riff.Format(channels: channels.Length, rate: rate)), ("data", PcmSamples.Encode(samples, AudioEncoding.Pcm16)));
    }

    /// <summary>A tone.</summary>
    public static short[] Tone(double hertz, int rate, double seconds, double level = 0.3) =>
        [.. Enumerable.Range(0, (int)(rate * seconds))
            .Select(index => (short)(level * short.MaxValue * Math.Sin(2 * Math.PI * hertz * index / rate)))];
}
