namespace RealtimeEvals.Audio;

/// <summary>Turns recordings in formats of other programs into WAV.</summary>
public interface IRecordingConverter
{
    /// <summary>Whether the program that does it is on this machine.</summary>
    bool IsAvailable { get; }

    /// <summary>Converts a file.</summary>
    /// <returns>The bytes of a WAV file.</returns>
    /// <exception cref="WavException">The file cannot be converted.</exception>
    Task<byte[]> ToWavAsync(string path, CancellationToken cancellationToken);
}
