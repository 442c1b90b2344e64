namespace RealtimeEvals.Audio;

/// <summary>Creates WAV files that grow during a call.</summary>
public interface IWavFiles
{
    /// <summary>Creates a file, and its folder if it is missing.</summary>
    /// <param name="path">The absolute path; the file must not exist.</param>
    /// <param name="format">The format of the samples.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    IWavFile Create(string path, AudioFormat format);
}

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
