using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Adapters.Playing;

/// <summary>Plays through a program of the platform, which gets the audio as a file that only this user can read.</summary>
/// <param name="time">The clock.</param>
/// <param name="searchPath">The folders in which the program is looked for, as in PATH; null for those of PATH.</param>
internal sealed class ProgramPlayer(TimeProvider time, string? searchPath = null) : IAudioPlayer
{
    private const int LongestComplaint = 300;

    public async Task PlayAsync(WavAudio audio, CancellationToken cancellationToken)
    {
        PlayerProgram program = PlayerProgram.Find(searchPath ?? ChildEnvironment.SearchPath)
            ?? throw EvalErrors.NoAudioDevice($"none of {PlayerProgram.Names} is on PATH");
        string folder = Directory.CreateTempSubdirectory("realtime-evals-play-").FullName;
        try
        {
            string file = Path.Combine(folder, "audio.wav");
            await WriteAsync(file, audio, cancellationToken);
            await RunAsync(program, file, PlaySpan.LimitOf(audio), cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(string file, WavAudio audio, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(file, WavWriter.ToBytes(audio.Format, audio.Data.Span), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.AudioNotWritten(file, exception);
        }
    }

    private async Task RunAsync(PlayerProgram program, string file, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using Process process = Start(program, file);
        var complaint = new StringBuilder();
        process.ErrorDataReceived += (_, line) => Keep(complaint, line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw EvalErrors.NoAudioDevice(PlaySpan.Exceeded(limit));
        }
        finally
        {
            End(process);
        }

        if (process.ExitCode != 0) throw EvalErrors.NoAudioDevice(Describe(program, process.ExitCode, complaint));
    }

    private static Process Start(PlayerProgram program, string file)
    {
        var start = new ProcessStartInfo(program.Path, [.. program.Arguments, file])
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
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw EvalErrors.NoAudioDevice($"'{program.Path}' does not start ({exception.Message.TrimEnd('.')})");
        }
    }

    private static string Describe(PlayerProgram program, int exitCode, StringBuilder complaint)
    {
        string said;
        lock (complaint) said = complaint.ToString().Trim();
        return FormattableString.Invariant($"'{program.Path}' ended with the exit code {exitCode}")
            + (said.Length > 0 ? $" ({said.TrimEnd('.')})" : "");
    }

    /// <summary>Keeps the start of what a program says on one line; the rest is read and dropped, since the program would block.</summary>
    private static void Keep(StringBuilder complaint, string? line)
    {
        if (line is null) return;
        lock (complaint)
        {
            if (complaint.Length < LongestComplaint) complaint.Append(line.AsSpan(0, Math.Min(line.Length, LongestComplaint))).Append(' ');
        }
    }

    /// <summary>Ends a program that still runs, with all that it started.</summary>
    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has just ended by itself.
        }
    }
}
