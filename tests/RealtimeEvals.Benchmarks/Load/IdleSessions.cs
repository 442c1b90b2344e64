using System.Net.WebSockets;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>What an open session holds in memory while nothing happens, beyond a bare socket.</summary>
internal static class IdleSessions
{
    private const int Count = 200;

    /// <summary>Returns the managed memory of a session beyond that of a bare socket, in KiB.</summary>
    public static async Task<double> MeasureAsync(string endpoint)
    {
        double bare = await KibEachAsync(async () =>
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri($"{endpoint}?model=gpt-realtime-2.1"), CancellationToken.None);
            return socket;
        });
        var recorder = new LoadRecorder();
        double ours = await KibEachAsync(async () =>
        {
            var session = new OurSession(endpoint, recorder, slowdown: TimeSpan.Zero);
            await session.OpenAsync(CancellationToken.None);
            return session;
        });
        return ours - bare;
    }

    private static async Task<double> KibEachAsync(Func<Task<object>> open)
    {
        // The first few bring what all share.
        var held = new List<object>();
        for (int index = 0; index < 10; index++) held.Add(await open());
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int index = 0; index < Count; index++) held.Add(await open());
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(held);
        foreach (object one in held)
        {
            if (one is IAsyncDisposable session) await session.DisposeAsync();
            else ((IDisposable)one).Dispose();
        }

        return (after - before) / 1_024.0 / Count;
    }
}
