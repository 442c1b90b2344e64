using RealtimeEvals.Tests.Support;

/// <summary>Called by the runtime before the program begins, in a process that is to be the program many times.</summary>
#pragma warning disable MA0047, CA1050 // The runtime looks for this name, outside of any namespace.
internal static class StartupHook
{
    /// <summary>Runs what is asked for, and then ends the process in the place of the program.</summary>
    public static void Initialize()
    {
        WarmChild.Run();
        Environment.Exit(0);
    }
}
