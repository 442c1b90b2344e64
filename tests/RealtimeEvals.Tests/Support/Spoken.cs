using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Tests.Support;

/// <summary>Recordings of the sandbox's voice.</summary>
public static class Spoken
{
    /// <summary>A text as a WAV file of a format.</summary>
    public static byte[] Wav(string text, AudioEncoding encoding = AudioEncoding.Pcm16, int rate = 24_000)
    {
        short[] samples = Resampler.Convert(FskVoice.Speak(text), 24_000, rate);
        return WavWriter.ToBytes(new AudioFormat(encoding, rate), PcmSamples.Encode(samples, encoding));
    }
}
