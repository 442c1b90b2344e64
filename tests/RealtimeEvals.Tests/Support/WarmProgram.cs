using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// Processes of the command line program that stay when it has ended, and are it again for another test. The program starts in a second of
/// work, which is most of what a test of it takes; its operations run many times in one process in the shell, too.
/// </summary>
internal sealed class WarmProgram
{
    private static readonly ConcurrentBag<WarmProgram> Idle = [];

    private readonly Process _process;
    private readonly Task<string> _error;

    private WarmProgram(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="start">How it would be started as a process of its own.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="stop">Ends the process when it takes too long.</param>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        ProcessStartInfo start, string[] arguments, CancellationToken stop)
    {
        var variables = start.Environment.ToDictionary(one => one.Key, one => one.Value ?? "", StringComparer.Ordinal);
        if (!Idle.TryTake(out WarmProgram? program)) program = Start(start, arguments.Length);
        string? reply;
        try
        {
            await program._process.StandardInput.WriteLineAsync(
                JsonSerializer.Serialize(new WarmChild.Request(start.WorkingDirectory, variables, arguments)).AsMemory(), stop);
            await program._process.StandardInput.FlushAsync(stop);
            reply = await program._process.StandardOutput.ReadLineAsync(stop);
        }
        catch (OperationCanceledException)
        {
            program._process.Kill();
            throw;
        }

        if (reply is not null)
        {
            Idle.Add(program);
            WarmChild.Reply said = JsonSerializer.Deserialize<WarmChild.Reply>(reply)!;
            return (said.ExitCode, said.Output, said.Error);
        }

        // It has ended as it ends when nothing catches an exception.
        using Process ended = program._process;
        await ended.WaitForExitAsync(stop);
        return (ended.ExitCode, "", await program._error);
    }

    /// <summary>The process ends when this one does, which closes its input.</summary>
    private static WarmProgram Start(ProcessStartInfo start, int arguments)
    {
        var warm = new ProcessStartInfo(start.FileName, start.ArgumentList.SkipLast(arguments))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        warm.Environment["DOTNET_STARTUP_HOOKS"] = typeof(WarmProgram).Assembly.Location;
        return new WarmProgram(Process.Start(warm)!);
    }
}
