using System.ComponentModel;
using System.Diagnostics;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Adapters;

/// <summary>Reads recordings in other formats through the program ffmpeg, where it is on PATH.</summary>
internal sealed class Ffmpeg : IRecordingConverter
{
    private static readonly Lazy<bool> Found = new(Probe);

    public bool IsAvailable => Found.Value;

    public async Task<byte[]> ToWavAsync(string path, CancellationToken cancellationToken)
    {
        // Raw samples and a header of our own: a WAV that is written to a pipe has no true length.
        string[] arguments = ["-hide_banner", "-loglevel", "error", "-nostdin", "-i", path, "-vn", "-ac", "1", "-ar", "48000", "-f", "s16le", "pipe:1"];
        using Process process = Start(arguments);
        using var samples = new MemoryStream();
        try
        {
            Task<string> complaint = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardOutput.BaseStream.CopyToAsync(samples, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0 || samples.Length == 0) throw new WavException($"nothing that ffmpeg can read ({(await complaint).Trim().ReplaceLineEndings(" ")})", "a recording");
            return WavWriter.ToBytes(new AudioFormat(AudioEncoding.Pcm16, 48_000), samples.GetBuffer().AsSpan(0, (int)samples.Length));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static bool Probe()
    {
        try
        {
            using Process process = Start(["-version"]);
            process.StandardOutput.ReadToEnd();
            return process.WaitForExit(TimeSpan.FromSeconds(10)) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string[] arguments) =>
        Process.Start(new ProcessStartInfo("ffmpeg", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
}
