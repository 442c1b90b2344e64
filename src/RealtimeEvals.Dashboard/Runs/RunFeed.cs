using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>
/// What happens in a run, in its order. Each reader goes through the one list at its own pace, so that a slow one holds up nobody and costs
/// nothing, and one that comes back goes on where it was.
/// </summary>
internal sealed class RunFeed
{
    private const int Most = 100_000;

    private readonly Lock _gate = new();
    private readonly List<FeedEvent> _events = [];
    private readonly string _epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Whether nothing more will come.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The id of the newest event; empty when there is none.</summary>
    public string LastId
    {
        get
        {
            lock (_gate) return _events.Count > 0 ? _events[^1].Id : "";
        }
    }

    /// <summary>Adds an event. Those after the last one are dropped, and so is what does not fit.</summary>
    /// <param name="kind">What happened: plan, turn, progress, case, warning, error or end.</param>
    /// <param name="data">Its content.</param>
    public void Add(string kind, JsonObject data)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (IsOver || (_events.Count >= Most && kind != FeedEvent.End)) return;
            _events.Add(new FeedEvent(FormattableString.Invariant($"{_epoch}-{_events.Count + 1}"), kind, data.ToJsonString()));
            IsOver = kind == FeedEvent.End;
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    /// <summary>Returns the events after one, and then each as it happens, until the last one. Null is nothing new for a while.</summary>
    /// <param name="lastId">The id of the last event that the reader has; of another feed or empty for all.</param>
    /// <param name="patience">How long nothing new is awaited before null is returned.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<FeedEvent?> ReadAsync(
        string lastId, TimeSpan patience, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int next = PlaceAfter(lastId);
        while (true)
        {
            Task changed;
            FeedEvent[] news;
            bool isOver;
            lock (_gate) (changed, news, isOver) = (_changed.Task, [.. _events.Skip(next)], IsOver);
            foreach (FeedEvent one in news) yield return one;
            next += news.Length;
            if (isOver) yield break;
            if (news.Length > 0) continue;
            bool isQuiet = false;
            bool isLeft = false;
            try
            {
                await changed.WaitAsync(patience, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                isQuiet = true;
            }
            catch (OperationCanceledException)
            {
                isLeft = true;
            }

            if (isLeft) yield break;
            if (isQuiet) yield return null;
        }
    }

    /// <summary>Returns how many events a reader has already.</summary>
    private int PlaceAfter(string lastId)
    {
        string[] parts = lastId.Split('-');
        if (parts.Length != 2 || parts[0] != _epoch) return 0;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int place)) return 0;
        lock (_gate) return Math.Min(place, _events.Count);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Something that happened in a run.</summary>
/// <param name="Id">The id, by which a reader goes on.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Data">Its content as JSON on one line.</param>
internal sealed record FeedEvent(string Id, string Kind, string Data)
{
    /// <summary>The kind of the last event.</summary>
    public const string End = "end";
}
