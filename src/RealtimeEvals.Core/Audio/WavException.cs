namespace RealtimeEvals.Audio;

/// <summary>A file is not the WAV that it claims to be, or not one that is supported.</summary>
/// <param name="found">What stands in the file.</param>
/// <param name="expected">What should stand there.</param>
public sealed class WavException(string found, string expected) : Exception($"{found}; expected {expected}.")
{
    /// <summary>What stands in the file.</summary>
    public string Found { get; } = found;

    /// <summary>What should stand there.</summary>
    public string Expected { get; } = expected;
}
