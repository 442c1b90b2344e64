using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>
/// Watches runs: those of this process by what they tell, those of others by what they write to the store, so that every dashboard shows
/// every run.
/// </summary>
/// <param name="book">The runs of the store.</param>
/// <param name="host">The runs of this process.</param>
/// <param name="pages">Makes HTML of lines.</param>
/// <param name="time">The clock.</param>
internal sealed class RunWatch(RunBook book, RunHost host, LinePages pages, TimeProvider time)
{
    private const string AllRuns = "";

    private static readonly TimeSpan OfRun = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OfList = TimeSpan.FromSeconds(2);

    private readonly SharedFeeds _shared = new();

    /// <summary>Joins those who watch a run.</summary>
    public FeedReader Join(RunEntry entry) => host.FindFeed(entry) is RunFeed ours
        ? new FeedReader(ours, static () => { })
        : _shared.Join(entry.Id, (feed, token) => FollowAsync(entry, feed, token));

    /// <summary>Joins those who watch the list of runs: an event for each run that is new or stands otherwise than before.</summary>
    public FeedReader JoinList() => _shared.Join(AllRuns, FollowListAsync);

    private async Task FollowAsync(RunEntry entry, RunFeed feed, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<long, int>();
        await RepeatAsync(
            OfRun,
            () =>
            {
                bool isRunning = entry.RunPath.Length > 0 && book.FindByPath(entry.RunPath) is { Standing: RunStanding.Running };
                AddNewTurns(entry, feed, seen);
                if (!isRunning) feed.Add(FeedEvent.End, new JsonObject { ["message"] = null });
                return isRunning;
            },
            cancellationToken);
    }

    private void AddNewTurns(RunEntry entry, RunFeed feed, Dictionary<long, int> seen)
    {
        foreach (BenchmarkRun listed in book.InterviewsOf(entry).Where(one => one.TurnCount > seen.GetValueOrDefault(one.Key)))
        {
            if (StoredBenchmarks.Find(book.Store, listed.Key, BenchmarkParts.Turns) is not BenchmarkRun run) continue;
            foreach (BenchmarkTurn turn in run.Turns.Where(turn => turn.Number > seen.GetValueOrDefault(run.Key)))
            {
                feed.Add(TurnEvent.Kind, TurnEvent.Of(run, turn, level: null, pages));
            }

            seen[run.Key] = run.Turns.Count;
        }
    }

    private async Task FollowListAsync(RunFeed feed, CancellationToken cancellationToken)
    {
        Dictionary<string, RunEntry>? before = null;
        await RepeatAsync(
            OfList,
            () =>
            {
                var now = book.List().ToDictionary(entry => entry.Id, StringComparer.Ordinal);
                if (before is not null)
                {
                    foreach (RunEntry entry in now.Values.Where(entry => before.GetValueOrDefault(entry.Id) != entry)) Tell(feed, entry);
                }

                before = now;
                return true;
            },
            cancellationToken);
    }

    private static void Tell(RunFeed feed, RunEntry entry) => feed.Add("run", new JsonObject
    {
        ["id"] = entry.Id,
        ["harness"] = entry.Harness,
        ["standing"] = JsonSerializer.SerializeToNode(entry.Standing, RunJson.Line),
        ["outcome"] = JsonSerializer.SerializeToNode(entry.Outcome, RunJson.Line),
        ["turns"] = entry.TurnCount,
    });

    /// <summary>Looks again and again, until there is nothing more to see. A store that cannot be read now may be readable later.</summary>
    private async Task RepeatAsync(TimeSpan pause, Func<bool> look, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            bool goesOn = true;
            while (goesOn)
            {
                try
                {
                    goesOn = look();
                }
                catch (EvalException)
                {
                    // Whoever opens the page sees why.
                }

                if (goesOn) await Task.Delay(pause, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
    }
}
