namespace RealtimeEvals.Audio;

/// <summary>Receives audio as it arrives.</summary>
internal interface IAudioSink
{
    /// <summary>Receives the next audio; the memory is not kept. Never throws: errors are reported at the end.</summary>
    void Write(ReadOnlySpan<byte> audio);
}
