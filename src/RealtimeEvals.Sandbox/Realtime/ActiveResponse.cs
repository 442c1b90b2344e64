namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>A response that is being given in the background.</summary>
/// <param name="Settings">How it is given.</param>
/// <param name="Player">What gives it.</param>
/// <param name="Cancel">Gives it up.</param>
/// <param name="Playing">Ends with it.</param>
internal sealed record ActiveResponse(ResponseConfiguration Settings, ResponsePlayer Player, CancellationTokenSource Cancel, Task Playing)
{
    /// <summary>Whether it has ended for the client, who may have been told a moment before the task completes.</summary>
    public bool IsOver => Playing.IsCompleted || Player.IsOver;
}
