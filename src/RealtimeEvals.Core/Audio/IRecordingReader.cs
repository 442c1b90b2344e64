namespace RealtimeEvals.Audio;

/// <summary>Reads the user's own recordings. The content of a file decides how it is read, not its name.</summary>
public interface IRecordingReader
{
    /// <summary>Reads a recording as one channel.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="sampleRate">The sample rate of the result, in Hz.</param>
    /// <param name="channel">Which channel is read.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="WavException">The file is not a supported recording, or is longer than <see cref="Recording.Longest"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    Task<Recording> ReadAsync(string path, int sampleRate, RecordingChannel channel, CancellationToken cancellationToken);
}
