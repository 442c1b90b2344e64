using RealtimeEvals.Waiting;
using Xunit;

namespace RealtimeEvals.Tests.Waiting;

public sealed class DeadlineTests
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Waits_of_many_streams_never_end_early_and_all_end()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(WaitAgainAndAgainAsync));

        static async Task WaitAgainAndAgainAsync(int stream)
        {
            var deadline = new Deadline();
            for (int wait = 0; wait < 10; wait++)
            {
                long dueAt = In((stream * 7 + wait * 3) % 20);
                await deadline.WaitAsync(dueAt, Token);
                Assert.True(Time.GetTimestamp() >= dueAt);
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Cancelled_wait_ends_with_its_token_and_the_next_wait_is_its_own()
    {
        var deadline = new Deadline();
        using var stop = new CancellationTokenSource();
        Task far = deadline.WaitAsync(In(3_600_000), stop.Token).AsTask();

        await stop.CancelAsync();

        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => far)).CancellationToken);
        long dueAt = In(5);
        await deadline.WaitAsync(dueAt, Token);
        Assert.True(Time.GetTimestamp() >= dueAt);
    }

    [Fact(Timeout = 60_000)]
    public async Task Wait_that_is_cancelled_already_ends_at_once()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new Deadline().WaitAsync(In(3_600_000), new CancellationToken(canceled: true)).AsTask());
    }

    [Fact(Timeout = 60_000)]
    public async Task Earlier_wait_that_comes_later_does_not_wait_for_the_other()
    {
        using var stop = new CancellationTokenSource();
        Task far = new Deadline().WaitAsync(In(3_600_000), stop.Token).AsTask();

        await new Deadline().WaitAsync(In(10), Token);

        Assert.False(far.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => far);
    }

    private static long In(int milliseconds) => Time.GetTimestamp() + milliseconds * Time.TimestampFrequency / 1_000;
}
