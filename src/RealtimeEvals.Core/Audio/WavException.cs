namespace RealtimeEvals.Audio;

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
