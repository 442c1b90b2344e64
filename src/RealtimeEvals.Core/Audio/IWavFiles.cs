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
