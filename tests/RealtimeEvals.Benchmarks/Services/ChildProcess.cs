using System.Diagnostics;

namespace RealtimeEvals.Benchmarks.Services;

/// <summary>Another process of the benchmarks, so that one side's work is not counted as the other's. It ends with this object.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a part of the benchmarks.</summary>
    public static ChildProcess Start(params string[] arguments) =>
        Start(Environment.ProcessPath!, IsHost ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments);

    /// <summary>Starts a program.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Returns its next line.</summary>
    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
        ?? throw new InvalidOperationException("The process ended without its figures.");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static bool IsHost => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
}
