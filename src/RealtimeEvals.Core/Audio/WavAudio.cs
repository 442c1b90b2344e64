namespace RealtimeEvals.Audio;

/// <summary>The content of a WAV file.</summary>
/// <param name="Format">Encoding and sample rate.</param>
/// <param name="Data">The encoded samples.</param>
public sealed record WavAudio(AudioFormat Format, ReadOnlyMemory<byte> Data)
{
    /// <summary>The comment in the LIST INFO chunk; empty when there is none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The duration of the samples.</summary>
    public TimeSpan Duration => Format.DurationOf(Data.Length);
}
