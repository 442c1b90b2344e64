namespace RealtimeEvals.Audio;

/// <summary>Makes WAV files that grow while a call lasts.</summary>
public interface IWavFiles
{
    /// <summary>Makes a file, and its folder as needed.</summary>
    /// <param name="path">Its absolute path; there must be no file.</param>
    /// <param name="format">The format of its samples.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    IWavFile Create(string path, AudioFormat format);
}
