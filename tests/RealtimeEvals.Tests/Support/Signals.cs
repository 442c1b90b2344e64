using System.Diagnostics;
using System.Globalization;

namespace RealtimeEvals.Tests.Support;

/// <summary>Sends signals with the system's own <c>kill</c>.</summary>
public static class Signals
{
    /// <summary>Sends one signal to one process.</summary>
    /// <param name="signal">Such as <c>-INT</c>.</param>
    public static async Task SendAsync(string signal, Process process)
    {
        using Process kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
