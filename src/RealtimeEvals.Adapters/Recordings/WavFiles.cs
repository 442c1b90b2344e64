using NAudio.Wave;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Adapters.Recordings;

/// <summary>Creates WAV files with NAudio: the same bytes as those of <see cref="WavWriter"/>, and valid after every flush.</summary>
internal sealed class WavFiles : IWavFiles
{
    private const long MostBytes = uint.MaxValue - 1024L;

    public IWavFile Create(string path, AudioFormat format)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new WavFile(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024), FormatOf(format));
    }

    private static WaveFormat FormatOf(AudioFormat format) => format.Encoding switch
    {
        AudioEncoding.MuLaw => WaveFormat.CreateMuLawFormat(format.SampleRate, 1),
        AudioEncoding.ALaw => WaveFormat.CreateALawFormat(format.SampleRate, 1),
        _ => new WaveFormat(format.SampleRate, 16, 1),
    };

    private sealed class WavFile(FileStream stream, WaveFormat format) : IWavFile
    {
        private readonly WaveFileWriter _writer = new(stream, format);

        public void Append(ReadOnlySpan<byte> samples)
        {
            if (_writer.Length + samples.Length > MostBytes) throw new IOException("A WAV file cannot hold more than 4 GiB.");
            _writer.Write(samples);
        }

        public void Flush()
        {
            _writer.Flush();
            stream.Flush();
        }

        public void Dispose()
        {
            try
            {
                _writer.Flush();
                stream.Flush(flushToDisk: true);
                _writer.Dispose();
            }
            finally
            {
                stream.Dispose();
            }
        }
    }
}
