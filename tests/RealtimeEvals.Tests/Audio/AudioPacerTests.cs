using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio;

public sealed class AudioPacerTests
{
    private static readonly TimeSpan Chunk = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task WaitUntilAsync_work_between_chunks_does_not_move_later_deadlines()
    {
        var time = new ManualTime();
        time.Advance(TimeSpan.FromSeconds(5));
        var pacer = new AudioPacer(time);
        TimeSpan start = time.Elapsed;

        for (int k = 0; k < 1_000; k++)
        {
            Task wait = pacer.WaitUntilAsync(k * Chunk, TestContext.Current.CancellationToken).AsTask();
            if (time.NextTimer is TimeSpan left) time.Advance(left);
            await wait;
            Assert.Equal(start + k * Chunk, time.Elapsed);
            time.Advance(TimeSpan.FromMilliseconds(k % 20));
        }
    }

    [Fact]
    public async Task WaitUntilAsync_after_one_late_chunk_returns_to_the_rhythm()
    {
        var time = new ManualTime();
        var pacer = new AudioPacer(time);
        time.Advance(3.5 * Chunk);

        for (int k = 0; k <= 3; k++)
        {
            Assert.True(pacer.WaitUntilAsync(k * Chunk, TestContext.Current.CancellationToken).AsTask().IsCompletedSuccessfully);
        }

        Task fourth = pacer.WaitUntilAsync(4 * Chunk, TestContext.Current.CancellationToken).AsTask();

        Assert.False(fourth.IsCompleted);
        Assert.Equal(0.5 * Chunk, time.NextTimer);
        time.Advance(0.5 * Chunk);
        await fourth;
    }

    [Fact]
    public async Task WaitUntilAsync_cancelled_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        Task wait = new AudioPacer(new ManualTime()).WaitUntilAsync(Chunk, stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}
