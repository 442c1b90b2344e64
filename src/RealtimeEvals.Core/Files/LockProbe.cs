namespace RealtimeEvals.Files;

/// <summary>Whether somebody has a lock, without waiting for it.</summary>
internal static class LockProbe
{
    /// <summary>Whether a process has the lock.</summary>
    /// <param name="path">The absolute path of the lock file.</param>
    public static bool IsHeld(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return LockFile.IsHeld(exception);
        }
    }
}
