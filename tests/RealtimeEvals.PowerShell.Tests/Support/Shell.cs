using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>The PowerShell that came with the restore; what is installed on the machine plays no part.</summary>
internal static class Shell
{
    /// <summary>Only ends what hangs: no test depends on how fast the machine is.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(45);

    private static readonly string Home = Metadata("PowerShellHome");
    private static readonly string DotnetRoot = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    public static string PesterManifest { get; } = Metadata("PesterManifest");

    /// <summary>Runs it to its end; a line of its output is told as it comes.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync(Action<string> output, params string[] arguments)
    {
        string[] whole = ["exec", Path.Combine(Home, "pwsh.dll"), "-NoProfile", "-NonInteractive", .. arguments];
        var start = new ProcessStartInfo(Path.Combine(DotnetRoot, "dotnet"), whole)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("OPENAI_API_KEY");
        start.Environment.Remove("OPENAI_BASE_URL");
        string store = Directory.CreateTempSubdirectory("realtime-evals-store-").FullName;
        start.Environment["REALTIME_EVALS_SKIP_PLOTS"] = "1";
        start.Environment["REALTIME_EVALS_STORE"] = Path.Combine(store, "runs.sqlite");
        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        // Tests start `pwsh` themselves, by its name and as jobs; that one has to find the runtime.
        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        start.Environment["PATH"] = string.Join(Path.PathSeparator, Home, DotnetRoot, start.Environment["PATH"]);
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line) output(line);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        finally
        {
            Directory.Delete(store, recursive: true);
        }

        return (process.ExitCode, await error);
    }

    private static string Metadata(string key) =>
        typeof(Shell).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
