using System.Runtime.CompilerServices;

namespace RealtimeEvals.Tests.Support;

/// <summary>The store of runs of every test that names none, so that no test writes to that of the user.</summary>
internal static class TestStore
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"realtime-evals-store-{Guid.NewGuid():N}");

    /// <summary>Names the store to this process and to those that it starts. Its folder is made by the first run that is stored.</summary>
    [ModuleInitializer]
    public static void Begin()
    {
        Environment.SetEnvironmentVariable("REALTIME_EVALS_STORE", Path.Combine(Folder, "runs.sqlite"));

        // Pictures have tests of their own, which draw them.
        Environment.SetEnvironmentVariable("REALTIME_EVALS_SKIP_PLOTS", "1");
        AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        };
    }
}
