using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>Where the store of runs is.</summary>
public static class StorePath
{
    /// <summary>The environment variable that names another database.</summary>
    public const string Variable = "REALTIME_EVALS_STORE";

    /// <summary>Returns the path of the database: that of the environment, else one in the user's local application data.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: there is no folder for the data of applications.</exception>
    public static string Default()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } named && !string.IsNullOrWhiteSpace(named)) return Path.GetFullPath(named);
        string local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "RealtimeEvals", "runs.sqlite")
            : throw EvalErrors.StoreUnusable("", $"there is no folder for the data of applications, and {Variable} names no file");
    }
}
