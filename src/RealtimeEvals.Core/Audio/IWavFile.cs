namespace RealtimeEvals.Audio;

/// <summary>A WAV file that is being written. Disposing it completes the file and flushes it to disk.</summary>
public interface IWavFile : IDisposable
{
    /// <summary>Appends encoded samples.</summary>
    /// <exception cref="IOException">The samples cannot be written, or the file would be larger than 4 GiB.</exception>
    void Append(ReadOnlySpan<byte> samples);

    /// <summary>Updates the header: readers now find all samples so far, even if the process is killed afterwards.</summary>
    /// <exception cref="IOException">The header cannot be written.</exception>
    void Flush();
}
