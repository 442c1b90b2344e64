namespace RealtimeEvals.Dashboard.Runs;

/// <summary>
/// Feeds that are filled while somebody reads them: one filler serves all readers of a feed, and ends with the last of them.
/// </summary>
internal sealed class SharedFeeds
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shared> _feeds = new(StringComparer.Ordinal);

    /// <summary>Joins the readers of a feed.</summary>
    /// <param name="key">What the feed is of.</param>
    /// <param name="fillAsync">Fills it until it is over, or until it is cancelled.</param>
    public FeedReader Join(string key, Func<RunFeed, CancellationToken, Task> fillAsync)
    {
        lock (_gate)
        {
            if (!_feeds.TryGetValue(key, out Shared? shared) || shared.Feed.IsOver)
            {
                shared = _feeds[key] = new Shared();
                _ = fillAsync(shared.Feed, shared.Stop.Token);
            }

            shared.Readers++;
            return new FeedReader(shared.Feed, () => Leave(key, shared));
        }
    }

    private void Leave(string key, Shared shared)
    {
        lock (_gate)
        {
            if (--shared.Readers > 0) return;
            shared.Stop.Cancel();
            if (_feeds.GetValueOrDefault(key) == shared) _feeds.Remove(key);
        }
    }

    private sealed class Shared
    {
        public RunFeed Feed { get; } = new();

        public CancellationTokenSource Stop { get; } = new();

        public int Readers { get; set; }
    }
}

/// <summary>One reader of a feed.</summary>
/// <param name="feed">The feed.</param>
/// <param name="leave">Tells that the reader has left.</param>
internal sealed class FeedReader(RunFeed feed, Action leave) : IDisposable
{
    /// <summary>The feed.</summary>
    public RunFeed Feed => feed;

    public void Dispose() => leave();
}
