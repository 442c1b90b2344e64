using System.Text.Json.Nodes;
using RealtimeEvals.Pulse;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>Another program that knows nothing of the lock, and replaces the status file by rename whenever it likes.</summary>
public sealed class RivalWriterTests : IDisposable
{
    private const string Counter = "rival";

    private readonly StatusFiles _files = new();
    private int _rounds;

    [Fact(Timeout = 300_000)]
    public async Task WriteAsync_beside_a_rival_loses_neither_its_updates_nor_ours()
    {
        if (!OperatingSystem.IsLinux()) return;
        _files.Write(new JsonObject { ["gates"] = new JsonObject(), [Counter] = 0, ["x-rest"] = new string('x', 20_000) }.ToJsonString());
        using var stop = new CancellationTokenSource();
        Task<(int Written, int Lost)> rival = Task.Factory.StartNew(
            () => Rival(stop.Token), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var options = new PulseOptions { Path = _files.Path, GateKey = "a" };
        for (int round = 0; round < 150; round++)
        {
            PulseEntry entry = PulseEntries.Pending("a", DateTimeOffset.UnixEpoch.AddSeconds(round));
            Assert.Equal(
                1,
                (await PulsePatch.WriteAsync(options, entry, TimeProvider.System, TestContext.Current.CancellationToken)).GateCount);
            Interlocked.Increment(ref _rounds);
        }

        await stop.CancelAsync();
        (int written, int lost) = await rival;
        Assert.True(written > 0);
        Assert.Equal(0, lost);
        _files.AssertAlone();
    }

    public void Dispose() => _files.Dispose();

    /// <summary>Counts upwards in the file until it is stopped. Whatever it wrote last must be there when it looks again.</summary>
    private (int Written, int Lost) Rival(CancellationToken stop)
    {
        var random = new Random(1);
        int written = 0;
        int lost = 0;
        while (!stop.IsCancellationRequested || written == 0)
        {
            JsonObject root = JsonNode.Parse(File.ReadAllText(_files.Path))!.AsObject();
            if ((int)root[Counter]! < written && IsLost(written, stop)) lost++;
            root[Counter] = ++written;
            File.WriteAllText(_files.Path + ".rival", root.ToJsonString());
            File.Move(_files.Path + ".rival", _files.Path, overwrite: true);
            Thread.SpinWait(random.Next(400_000));
        }

        return (written, lost);
    }

    /// <summary>Whether an update is gone for good: what is put back has been put back when the next round has ended.</summary>
    private bool IsLost(int written, CancellationToken stop)
    {
        int round = Volatile.Read(ref _rounds);
        SpinWait.SpinUntil(() => Volatile.Read(ref _rounds) > round || stop.IsCancellationRequested);
        return (int)JsonNode.Parse(File.ReadAllText(_files.Path))![Counter]! < written;
    }
}
