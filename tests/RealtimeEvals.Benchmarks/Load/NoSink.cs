using RealtimeEvals.Audio;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>Lets audio go: what is measured is the client.</summary>
internal sealed class NoSink : IAudioSink
{
    /// <summary>It keeps nothing, so that one is enough.</summary>
    public static readonly NoSink Instance = new();

    public void Write(ReadOnlySpan<byte> audio)
    {
    }
}
