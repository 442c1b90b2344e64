using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>This test program run as another process that changes a status file again and again.</summary>
internal static class StatusFileChild
{
    private const string PathVariable = "STATUS_FILE_CHILD_PATH";
    private const string NameVariable = "STATUS_FILE_CHILD_NAME";
    private const string RoundsVariable = "STATUS_FILE_CHILD_ROUNDS";

    /// <summary>Whether this process is the other one.</summary>
    public static bool IsAskedFor => Environment.GetEnvironmentVariable(PathVariable) is not null;

    /// <summary>What the other process does.</summary>
    public static async Task RunAsync()
    {
        string path = Environment.GetEnvironmentVariable(PathVariable)!;
        string name = Environment.GetEnvironmentVariable(NameVariable)!;
        int rounds = int.Parse(Environment.GetEnvironmentVariable(RoundsVariable)!, CultureInfo.InvariantCulture);
        await using Stream output = Console.OpenStandardOutput();
        for (int round = 1; round <= rounds; round++)
        {
            string line = FormattableString.Invariant($"patched {round}\n");
            try
            {
                using PulseStatusFile file = await PulseStatusFile.OpenAsync(
                    path, TimeSpan.FromMinutes(5), TimeProvider.System, CancellationToken.None);
                file.Patch([StatusFiles.Set($"{round}", "metrics", name), StatusFiles.Set("true", "gates", $"{name}_{round}")]);
            }
            catch (EvalException exception)
            {
                line = $"error {exception.ErrorId}\n";
            }

            await output.WriteAsync(Encoding.UTF8.GetBytes(line));
            await output.FlushAsync();
        }
    }

    /// <summary>Starts the other process.</summary>
    /// <param name="path">The status file.</param>
    /// <param name="name">The name in the file of what it writes.</param>
    /// <param name="rounds">How often it changes the file.</param>
    /// <param name="shell">Commands of bash that come first; null for no shell.</param>
    internal static Process Start(string path, string name, int rounds, string? shell = null)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "RealtimeEvals.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        string[] command = shell is null ? [program] : ["bash", "-c", $"{shell}; exec \"$@\"", "bash", program];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[PathVariable] = path;
        start.Environment[NameVariable] = name;
        start.Environment[RoundsVariable] = rounds.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

        // With a limit of the size of files the runtime could not map its code twice.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }
}
