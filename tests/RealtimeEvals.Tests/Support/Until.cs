using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>Waits for what another process does, with a limit that a busy machine does not reach.</summary>
public static class Until
{
    private const int PauseMs = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Looks again and again until something is found, and returns it.</summary>
    /// <param name="what">What is awaited, for the message of a test that waited in vain.</param>
    /// <param name="look">Looks; null for not yet.</param>
    public static async Task<T> FoundAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        using CancellationTokenSource limit = Limited();
        while (true)
        {
            if (await look() is T found) return found;
            Assert.False(limit.IsCancellationRequested, $"This did not come: {what}.");
            await Task.Delay(PauseMs, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Looks again and again until something is so.</summary>
    public static Task TrueAsync(string what, Func<Task<bool>> look) =>
        FoundAsync(what, async () => await look() ? what : null);

    /// <summary>A token that is cancelled when a test has waited for too long.</summary>
    public static CancellationTokenSource Limited()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        return limit;
    }
}
