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

/// <summary>Thrown when a file is not a valid WAV file, or not a supported one.</summary>
/// <param name="found">What the file contains.</param>
/// <param name="expected">What it should contain.</param>
public sealed class WavException(string found, string expected) : Exception($"{found}; expected {expected}.")
{
    /// <summary>What the file contains.</summary>
    public string Found { get; } = found;

    /// <summary>What the file should contain.</summary>
    public string Expected { get; } = expected;
}
