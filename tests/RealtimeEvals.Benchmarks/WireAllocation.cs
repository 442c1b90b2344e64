using System.Text.Json;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Benchmarks;

/// <summary>
/// Counts the bytes that the client allocates per appended chunk and per received audio delta, over a real socket to a sandbox in
/// another process: <c>wire ws://127.0.0.1:PORT/v1/realtime</c>.
/// </summary>
internal static class WireAllocation
{
    private const int Chunks = 20_000;

    public static async Task RunAsync(string endpoint)
    {
        var options = new ConnectOptions(ServiceTarget.Resolve(endpoint, null, null), "gpt-realtime-2.1");
        await using RealtimeConnection connection = await RealtimeConnection.ConnectAsync(
            options, TimeProvider.System, NoEventLog.Instance, CancellationToken.None);
        using var noTools = JsonDocument.Parse("[]");
        var configuration = new SessionConfiguration
        {
            Instructions = "You are a voice that reads aloud.",
            Tools = noTools.RootElement,
        };
        RealtimeDialect dialect = connection.Dialect;
        await connection.SendAsync(dialect.SessionUpdate(configuration), CancellationToken.None);

        byte[] chunk = new byte[960];
        await AppendAsync(connection, chunk);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await AppendAsync(connection, chunk);
        double appended = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Chunks;
        Console.WriteLine(FormattableString.Invariant($"append of 20 ms: {appended:0.000} bytes allocated each, over {Chunks}"));

        await connection.SendAsync(dialect.UserText(new string('a', 8_000)), CancellationToken.None);
        await ReadAsync(connection);
        (int deltas, long allocated) = await ReadAsync(connection);
        double received = allocated / (double)deltas;
        Console.WriteLine(FormattableString.Invariant($"audio delta of 100 ms: {received:0.000} bytes allocated each, over {deltas}"));
    }

    private static async Task AppendAsync(RealtimeConnection connection, byte[] chunk)
    {
        for (int i = 0; i < Chunks; i++) await connection.AppendAudioAsync(chunk, CancellationToken.None);
    }

    /// <summary>Asks for a response and reads it to its end; counts from the second audio delta to the last.</summary>
    private static async Task<(int Deltas, long Allocated)> ReadAsync(RealtimeConnection connection)
    {
        await connection.SendAsync(connection.Dialect.ResponseCreate(), CancellationToken.None);
        int deltas = -1;
        long first = 0;
        long last = 0;
        while (true)
        {
            ServerMessage message = await connection.ReceiveAsync(CancellationToken.None);
            ServerEventKind kind = ServerEvent.Read(message.Utf8.Span, connection.Dialect).Kind;
            if (kind == ServerEventKind.ResponseDone) return (deltas, last - first);
            if (kind != ServerEventKind.AudioDelta) continue;
            last = GC.GetTotalAllocatedBytes(precise: false);
            if (++deltas == 0) first = last;
        }
    }
}
