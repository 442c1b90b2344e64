using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>What happens in a run of this dashboard, as server-sent events.</summary>
public sealed class FeedTests
{
    private const string Waiting = "turn 3 of";

    [Fact(Timeout = 240_000)]
    public async Task Reader_gets_everything_in_order_goes_on_where_it_was_and_is_told_the_end()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(
            folder.Path, "--sandbox", "--sandbox-fault", "stall:600000#3");
        HttpClient client = dashboard.Program;
        await client.StartRunAsync("one").JsonAsync(System.Net.HttpStatusCode.Accepted);
        string path = $"{HeldInterview.Path}/one/events";

        await using EventReader first = await EventReader.OpenAsync(client, path);
        IReadOnlyList<FeedItem> begun = await first.ThroughAsync(item => item.Data.Contains(Waiting, StringComparison.Ordinal));

        Assert.Equal("plan", begun[0].Kind);
        string epoch = begun[0].Id.Split('-')[0];
        Assert.Equal(
            Enumerable.Range(1, begun.Count).Select(n => FormattableString.Invariant($"{epoch}-{n}")),
            begun.Select(item => item.Id));
        JsonNode[] turns = [.. begun.Where(item => item.Kind == "turn").Select(item => item.Json)];
        Assert.Equal([1, 2, 3, 4], turns.Select(turn => turn["number"]!.GetValue<int>()));
        Assert.Equal(
            ["participant", "interviewer", "participant", "interviewer"],
            turns.Select(turn => turn["speaker"]!.GetValue<string>()));
        Assert.All(turns, turn => Assert.NotEmpty(turn["text"]!.GetValue<string>()));

        // A reader that comes back gets exactly the rest, and one with the id of another process everything.
        int middle = begun.Count / 2;
        await using EventReader again = await EventReader.OpenAsync(client, path, begun[middle].Id);
        await using EventReader byAddress = await EventReader.OpenAsync(client, $"{path}?after={begun[middle].Id}");
        await using EventReader stranger = await EventReader.OpenAsync(client, path, "0badc0de-3");
        await using EventReader odd = await EventReader.OpenAsync(client, path, $"{epoch}-x");
        await using EventReader ahead = await EventReader.OpenAsync(client, path, $"{epoch}-99999");
        await client.SendAsync("POST", $"{HeldInterview.Path}/one/end").JsonAsync();
        IReadOnlyList<FeedItem> rest = await first.RestAsync();
        IReadOnlyList<FeedItem> whole = [.. begun, .. rest];

        Assert.Equal("end", rest[^1].Kind);
        Assert.Single(whole, item => item.Kind == "end");
        Assert.Equal(whole.Skip(middle + 1), await again.RestAsync());
        Assert.Equal(whole.Skip(middle + 1), await byAddress.RestAsync());
        Assert.Equal(whole, await stranger.RestAsync());
        Assert.Equal(whole, await odd.RestAsync());
        Assert.Equal("end", (await ahead.RestAsync())[^1].Kind);
        await AssertToldAfterwardsAsync(client, path, turns);
        Assert.Equal(0, await dashboard.TerminateAsync());
    }

    [Fact(Timeout = 240_000)]
    public async Task List_tells_of_a_run_that_is_new_and_a_reader_that_comes_later_of_what_comes_later()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(folder.Path, "--sandbox");
        HttpClient client = dashboard.Program;
        await using EventReader first = await EventReader.OpenAsync(client, "/api/v1/events");
        Task<FeedItem?> told = first.NextAsync();
        var saved = new List<string>();
        await Until.TrueAsync("an event of the list", async () =>
        {
            saved.Add(await client.SaveAsync());
            return told.IsCompleted;
        });

        FeedItem? item = await told;
        Assert.Equal("run", item?.Kind);
        Assert.Equal(["id", "harness", "standing", "outcome", "turns"], item!.Json.Names());
        Assert.Contains(item.Json["id"]!.GetValue<string>(), saved);
        Assert.Equal("completed", item.Json["standing"]!.GetValue<string>());

        await using EventReader second = await EventReader.OpenAsync(client, "/api/v1/events");
        string last = await client.SaveAsync();
        IReadOnlyList<FeedItem> news = await second.ThroughAsync(one => one.Json["id"]!.GetValue<string>() == last);
        Assert.DoesNotContain(news, one => one.Json["id"]!.GetValue<string>() == item.Json["id"]!.GetValue<string>());
    }

    [Fact(Timeout = 240_000)]
    public async Task Stream_answers_before_anything_happens_and_ends_with_the_server()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(folder.Path, "--sandbox");
        Task<EventReader> opening = EventReader.OpenAsync(dashboard.Program, "/api/v1/events");
        await Until.TrueAsync("the head of the answer", async () =>
        {
            await dashboard.Program.SaveAsync();
            return opening.IsCompleted;
        });

        // Were the head to wait for an event, the first one would be that of a run that was saved meanwhile.
        await using EventReader stream = await opening;
        Assert.Equal("alive", (await stream.NextAsync(isAliveTold: true))?.Kind);
        Task<IReadOnlyList<FeedItem>> rest = stream.RestAsync();
        Assert.Equal(0, await dashboard.TerminateAsync());
        Assert.All(await rest, item => Assert.Equal("run", item.Kind));
    }

    /// <summary>A run that is over is told from the store: its turns, and that it has ended.</summary>
    private static async Task AssertToldAfterwardsAsync(HttpClient client, string path, IReadOnlyList<JsonNode> turns)
    {
        await using EventReader later = await EventReader.OpenAsync(client, path);
        IReadOnlyList<FeedItem> told = await later.RestAsync();
        Assert.Equal([.. turns.Select(_ => "turn"), "end"], told.Select(item => item.Kind));
        Assert.Equal(
            turns.Select(turn => turn["text"]!.GetValue<string>()),
            told.Where(item => item.Kind == "turn").Select(item => item.Json["text"]!.GetValue<string>()));
    }
}
