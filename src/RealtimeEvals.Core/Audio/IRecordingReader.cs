namespace RealtimeEvals.Audio;

/// <summary>Reads recordings that users bring. What a file holds decides how it is read, not its name.</summary>
public interface IRecordingReader
{
    /// <summary>Reads a recording as one channel.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="sampleRate">Samples a second that are wanted, in Hz.</param>
    /// <param name="channel">Which channel counts.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="WavException">It is no recording that can be read, or longer than <see cref="Recording.Longest"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    Task<Recording> ReadAsync(string path, int sampleRate, RecordingChannel channel, CancellationToken cancellationToken);
}
