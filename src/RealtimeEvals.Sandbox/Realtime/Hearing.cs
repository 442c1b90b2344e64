using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>Listens to audio of a session, whatever its format.</summary>
internal static class Hearing
{
    public static Heard Listen(ReadOnlyMemory<byte> audio, AudioFormat format)
    {
        // Half a sample at the end is no sound.
        ReadOnlyMemory<byte> whole = audio[..(audio.Length - audio.Length % format.BytesPerSample)];
        ReadOnlyMemory<byte> linear = AudioConverter.Convert(whole, format, AudioFormat.Pcm24K);
        return FskHearing.Listen(PcmSamples.Decode(linear.Span, AudioEncoding.Pcm16));
    }
}
