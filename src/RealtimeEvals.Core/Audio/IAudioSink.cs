namespace RealtimeEvals.Audio;

/// <summary>Takes audio as it comes.</summary>
public interface IAudioSink
{
    /// <summary>Takes what comes next; nothing is kept of the memory. Never throws: what goes wrong is told at the end.</summary>
    void Write(ReadOnlySpan<byte> audio);
}
