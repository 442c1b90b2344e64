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
                token => ReadAsync(process, token),
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

    private static async Task<ProgramOutput> ReadAsync(Process process, CancellationToken cancellationToken)
    {
        Task<string> output = TakeAsync(process.StandardOutput, cancellationToken);
        Task<string> error = TakeAsync(process.StandardError, cancellationToken);

        // Whichever fails first ends the wait, so that the program is ended too.
        await await Task.WhenAny(output, error);
        await Task.WhenAll(output, error);
        await process.WaitForExitAsync(cancellationToken);
        return new ProgramOutput(process.ExitCode, await output, await error);
    }

    private static async Task<string> TakeAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        char[] buffer = new char[16_384];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and int count)
        {
            text.Append(buffer, 0, count);
            if (text.Length > MaximumOutput) throw new ProgramException("it wrote more than 4 MiB");
        }

        return text.ToString();
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
