using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Model;

namespace RealtimeEvals.Tests.Adapters.Stores;

/// <summary>This test program run as another process that writes an interview to a store, a turn at a time.</summary>
internal static class StoreChild
{
    private const string PathVariable = "STORE_CHILD_PATH";
    private const string NameVariable = "STORE_CHILD_NAME";
    private const string TurnsVariable = "STORE_CHILD_TURNS";

    /// <summary>Whether this process is the other one.</summary>
    public static bool IsAskedFor => Environment.GetEnvironmentVariable(PathVariable) is not null;

    /// <summary>What the other process does: it says the number of each turn that the store has taken.</summary>
    public static async Task RunAsync()
    {
        string name = Environment.GetEnvironmentVariable(NameVariable)!;
        int turns = int.Parse(Environment.GetEnvironmentVariable(TurnsVariable)!, CultureInfo.InvariantCulture);
        await using Stream output = Console.OpenStandardOutput();
        using SqliteStore store = SqliteStore.Open(Environment.GetEnvironmentVariable(PathVariable)!, TimeProvider.System);
        long key = store.Save(new BenchmarkRun { Id = name, Status = BenchmarkStatus.Running });
        for (int turn = 1; turn <= turns; turn++)
        {
            store.Add(key, new BenchmarkTurn(turn, Speaker.Agent, name));
            await output.WriteAsync(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{turn}\n")));
            await output.FlushAsync();
        }
    }

    /// <summary>Starts the other process.</summary>
    /// <param name="path">The database.</param>
    /// <param name="name">The id of the interview.</param>
    /// <param name="turns">The number of its turns.</param>
    public static Process Start(string path, string name, int turns)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "RealtimeEvals.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[PathVariable] = path;
        start.Environment[NameVariable] = name;
        start.Environment[TurnsVariable] = turns.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Process.Start(start)!;
    }
}
