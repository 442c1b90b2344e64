using RealtimeEvals.Audio;
using RealtimeEvals.Files;

namespace RealtimeEvals.Adapters.Recordings;

/// <summary>
/// Reads recordings: complete WAV files with the strict reader of the core; RF64, streamed WAV and AIFF with NAudio; MP3 with NLayer;
/// Vorbis with NVorbis; everything else with ffmpeg.
/// </summary>
/// <param name="ffmpeg">Reads all other formats.</param>
internal sealed class RecordingReader(Ffmpeg ffmpeg) : IRecordingReader
{
    internal const long MaximumFileBytes = 1L << 30;

    public Task<Recording> ReadAsync(string path, int sampleRate, RecordingChannel channel, CancellationToken cancellationToken) =>
        Task.Run(() => Read(path, sampleRate, channel, cancellationToken), cancellationToken);

    private Recording Read(string path, int sampleRate, RecordingChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            using ISampleSource source = Open(path, cancellationToken);
            return Recording.Read(source, sampleRate, channel, cancellationToken);
        }
        catch (Exception exception) when (IsOfDecoder(exception))
        {
            // Decoders throw exceptions of any kind for broken files.
            throw new WavException($"content that cannot be decoded ({exception.Message})", "a recording that is whole");
        }
    }

    private ISampleSource Open(string path, CancellationToken cancellationToken)
    {
        FileStream file = PlainFile.Open(path);
        try
        {
            if (file.Length == 0) throw new WavException("no content", "a recording");
            if (file.Length > MaximumFileBytes) throw new WavException("more than 1 GiB", "a recording of at most 10 minutes and 1 GiB");
            if (OpenManaged(file) is ISampleSource source) return source;
            file.Dispose();
            return ffmpeg.Open(path, cancellationToken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static bool IsOfDecoder(Exception exception) =>
        exception is not (WavException or OperationCanceledException or UnauthorizedAccessException or OutOfMemoryException)
        && (exception is not IOException || exception is EndOfStreamException);

    private static ISampleSource? OpenManaged(FileStream file)
    {
        RecordingKind kind = RecordingSignature.Of(file);
        file.Position = 0;
        return kind switch
        {
            RecordingKind.Wav => WavImport.OpenWav(file),
            RecordingKind.Rf64 => WavImport.OpenRf64(file),
            RecordingKind.Aiff => WavImport.OpenAiff(file),
            RecordingKind.Mp3 => new Mp3Samples(file),
            RecordingKind.Vorbis => new VorbisSamples(file),
            _ => null,
        };
    }
}
