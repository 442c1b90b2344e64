using System.ComponentModel;
using System.Diagnostics;
using RealtimeEvals.Audio;
using RealtimeEvals.Files;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Adapters.Recordings;

/// <summary>Opens recordings through the program ffmpeg.</summary>
/// <param name="searchPath">The folders in which the program is looked for, as in PATH; null for those of PATH.</param>
internal sealed class Ffmpeg(string? searchPath = null)
{
    /// <summary>Audio formats that cannot refer to other files; a playlist could read any file of this machine.</summary>
    private const string Formats =
        "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,eac3,flac,flv,matroska,mov,mp3,mpc,mpc8,mpeg,mpegts,nistsphere,"
        + "ogg,sox,tta,voc,w64,wav,wv";

    private const string Expected = "WAV, RF64, AIFF, MP3 or Ogg Vorbis, or ffmpeg on PATH for others";

    /// <summary>Slightly more than the maximum, so that a longer recording is noticed.</summary>
    private static readonly string Enough = FormattableString.Invariant($"{Recording.Longest.TotalSeconds + 1}");

    private readonly Lazy<string?> _program = new(() => ProgramPath.Find("ffmpeg", searchPath ?? ChildEnvironment.SearchPath));

    /// <summary>Whether the program is on PATH.</summary>
    internal static bool IsOnPath => new Ffmpeg()._program.Value is not null;

    /// <summary>Starts decoding a file.</summary>
    /// <exception cref="WavException">The program was not found, did not start or cannot read the file.</exception>
    public ISampleSource Open(string path, CancellationToken cancellationToken)
    {
        if (_program.Value is not string program)
            throw new WavException("a format that only ffmpeg reads, which is not on PATH", Expected);

        // AU has a simple header with the number of channels, and needs no length.
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-protocol_whitelist", "file,pipe", "-format_whitelist", Formats,
            "-i", $"file:{path}", "-map", "0:a:0", "-t", Enough, "-c:a", "pcm_s16be", "-f", "au", "pipe:1",
        ];
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ChildEnvironment.RemoveSecrets(start.Environment);
        try
        {
            return new FfmpegSamples(Process.Start(start)!, cancellationToken);
        }
        catch (Win32Exception exception)
        {
            string found = $"a format that only ffmpeg reads, and '{program}' does not start ({exception.Message})";
            throw new WavException(found, "an ffmpeg that runs");
        }
    }
}
