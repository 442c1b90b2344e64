using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using RealtimeEvals.Secrets;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Transcripts.Programs;

/// <summary>Runs a program to its end: with a time limit, with output of a limited size, and without keys in its environment.</summary>
/// <param name="limit">The maximum duration.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgramRun(TimeSpan limit, TimeProvider time)
{
    /// <summary>The maximum number of characters of each output. More means that the program does something else than it should.</summary>
    public const int MaximumOutput = 4 * 1024 * 1024;

    /// <summary>How long what was printed may take to arrive after the end; something that the program started may keep it open.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    /// <summary>Runs a program.</summary>
    /// <param name="program">The absolute path of the program.</param>
    /// <param name="arguments">Its arguments, which no shell interprets.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="ProgramException">The program did not start, took too long or wrote too much.</exception>
    public async Task<ProgramOutput> ToEndAsync(
        string program, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        ChildEnvironment.RemoveSecrets(start.Environment);
        start.Environment["PYTHONUTF8"] = "1";
        using Process process = Start(start);
        try
        {
            return await TimeLimit.RunAsync(
                limit,
                time,
                token => WaitAsync(process, token),
                _ => new ProgramException(FormattableString.Invariant($"it took more than {limit.TotalSeconds} seconds")),
                cancellationToken);
        }
        finally
        {
            End(process);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new ProgramException($"it does not start ({exception.Message})");
        }
    }

    private async Task<ProgramOutput> WaitAsync(Process process, CancellationToken cancellationToken)
    {
        // Ending the program is what ends its outputs: a read from them may not be cancelled on Windows.
        var output = new ProgramText(process.StandardOutput, () => End(process));
        var error = new ProgramText(process.StandardError, () => End(process));
        await process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(Task.WhenAll(output.Whole, error.Whole), Task.Delay(Drain, time, cancellationToken));
        return new ProgramOutput(process.ExitCode, output.Text, error.Text);
    }

    /// <summary>Ends a program that still runs, with all that it started.</summary>
    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or cannot be ended by us.
        }
    }
}
