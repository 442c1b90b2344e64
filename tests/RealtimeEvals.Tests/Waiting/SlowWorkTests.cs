using RealtimeEvals.Waiting;
using Xunit;

namespace RealtimeEvals.Tests.Waiting;

public sealed class SlowWorkTests
{
    [Fact(Timeout = 60_000)]
    public async Task Work_takes_no_thread_of_the_pool_and_what_follows_does()
    {
        bool isOfPool = await SlowWork.RunAsync(() => Thread.CurrentThread.IsThreadPoolThread);

        Assert.False(isOfPool);
    }

    [Fact(Timeout = 60_000)]
    public async Task Work_that_throws_fails_its_own_task_only()
    {
        Task broken = SlowWork.RunAsync(() => throw new IOException("full"));

        Assert.Equal("full", (await Assert.ThrowsAsync<IOException>(() => broken)).Message);
        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(Enumerable.Range(0, 50).Select(n => SlowWork.RunAsync(() => n))));
    }
}
