namespace RealtimeEvals.Audio;

/// <summary>A WAV file that grows. Disposing it makes it whole and puts it on the disk.</summary>
public interface IWavFile : IDisposable
{
    /// <summary>Appends samples as they are stored.</summary>
    /// <exception cref="IOException">They cannot be written, or the file would be larger than 4 GiB.</exception>
    void Append(ReadOnlySpan<byte> samples);

    /// <summary>
    /// Brings the header up to date: from now on whoever opens the file finds all samples until here, even if the process is killed.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Flush();
}
