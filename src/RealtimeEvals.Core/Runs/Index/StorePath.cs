using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Runs.Index;

/// <summary>Where the store of runs is.</summary>
public static class StorePath
{
    /// <summary>
    /// Returns the path of the database: that of the environment variable <c>REALTIME_EVALS_STORE</c>, else one in the user's local
    /// application data.
    /// </summary>
    /// <exception cref="EvalException">
    /// <c>StoreUnusable</c>: the variable holds no absolute path, or there is no folder for the data of applications.
    /// </exception>
    public static string Default()
    {
        if (ServiceEnvironment.Store is { Length: > 0 } named)
        {
            return Path.IsPathFullyQualified(named)
                ? named
                : throw EvalErrors.StoreUnusable(named, "REALTIME_EVALS_STORE has to hold an absolute path");
        }

        string local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "RealtimeEvals", "runs.sqlite")
            : throw EvalErrors.StoreUnusable("", "there is no folder for the data of applications; REALTIME_EVALS_STORE can name a file");
    }
}
