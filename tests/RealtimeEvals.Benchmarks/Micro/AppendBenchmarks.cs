using BenchmarkDotNet.Attributes;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>The cost of appending 20 ms of audio: from its bytes to the message given to the socket, beside its base64 alone.</summary>
[MemoryDiagnoser]
public class AppendBenchmarks : IAsyncDisposable
{
    private readonly DiscardingSocket _socket = new();
    private readonly RealtimeConnection _connection;
    private readonly byte[] _chunk = new byte[960];
    private readonly byte[] _text = new byte[2_048];

    public AppendBenchmarks() => _connection = RealtimeConnection.Over(
        _socket, new ConnectOptions(ServiceTarget.Replay, "model"), TimeProvider.System, NoEventLog.Instance);

    [Benchmark(Baseline = true)]
    public int Base64Alone()
    {
        System.Buffers.Text.Base64.EncodeToUtf8(_chunk, _text, out _, out int written);
        return written;
    }

    [Benchmark]
    public ValueTask Append() => _connection.AppendAudioAsync(_chunk, CancellationToken.None);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _socket.Dispose();
        GC.SuppressFinalize(this);
    }
}
