using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>Reads server-sent events of a dashboard, without the signs of life.</summary>
public sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly CancellationTokenSource _limit = Until.Limited();
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(HttpResponseMessage answer, Stream content)
    {
        _answer = answer;
        _items = SseParser.Create(content).EnumerateAsync(_limit.Token).GetAsyncEnumerator(_limit.Token);
    }

    /// <summary>Begins to read.</summary>
    /// <param name="client">Who reads.</param>
    /// <param name="path">The address.</param>
    /// <param name="lastId">The event after which to go on; empty for all.</param>
    public static async Task<EventReader> OpenAsync(HttpClient client, string path, string lastId = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId.Length > 0) request.Headers.Add("Last-Event-ID", lastId);
        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    /// <param name="isAliveTold">Whether a sign of life is an event too.</param>
    public async Task<FeedItem?> NextAsync(bool isAliveTold = false)
    {
        while (await _items.MoveNextAsync())
        {
            SseItem<string> item = _items.Current;
            if (item.EventType != "alive") return new FeedItem(item.EventId ?? "", item.EventType, item.Data);
            if (isAliveTold) return new FeedItem("", item.EventType, item.Data);
        }

        return null;
    }

    /// <summary>All events up to the end of the stream.</summary>
    public async Task<IReadOnlyList<FeedItem>> RestAsync()
    {
        var rest = new List<FeedItem>();
        while (await NextAsync() is FeedItem item) rest.Add(item);
        return rest;
    }

    /// <summary>The events up to one that is sought, with it.</summary>
    public async Task<IReadOnlyList<FeedItem>> ThroughAsync(Func<FeedItem, bool> isSought)
    {
        var read = new List<FeedItem>();
        while (await NextAsync() is FeedItem item)
        {
            read.Add(item);
            if (isSought(item)) return read;
        }

        throw new EndOfStreamException("The stream ended before the event came.");
    }

    public async ValueTask DisposeAsync()
    {
        _answer.Dispose();
        await _limit.CancelAsync();
        _limit.Dispose();
    }
}

/// <summary>An event as it was sent.</summary>
public sealed record FeedItem(string Id, string Kind, string Data)
{
    public JsonNode Json => JsonNode.Parse(Data)!;
}
