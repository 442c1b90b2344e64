using System.Net;
using System.Net.Sockets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>A run outlives the browser that watches it, and what was said in it the dashboard that holds it.</summary>
public sealed class SurvivalTests
{
    private const string Slow = "stall:600000#3";

    [Fact(Timeout = 300_000)]
    public async Task Run_of_a_dashboard_that_was_killed_is_interrupted_and_goes_on_to_its_end_in_another_one()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<string> before;
        await using (RunningDashboard killed = await RunningDashboard.StartAsync(folder.Path, "--sandbox", "--sandbox-fault", Slow))
        {
            await killed.Program.StartRunAsync("one").JsonAsync(HttpStatusCode.Accepted);
            await killed.Program.SaidAsync("one", 4);
            before = await killed.Program.LinesAsync("one");
            await killed.KillAsync();
        }

        await using RunningDashboard next = await RunningDashboard.StartAsync(folder.Path, "--sandbox");
        HttpClient client = next.Program;
        Assert.Equal("interrupted", await client.StandingAsync("one"));
        Assert.Equal(before, await client.LinesAsync("one"));
        Assert.Contains("Resume", await client.GetAsync("/results/one").PageAsync(), StringComparison.OrdinalIgnoreCase);
        await using (EventReader over = await EventReader.OpenAsync(client, $"{HeldInterview.Path}/one/events"))
        {
            Assert.Equal(["turn", "turn", "turn", "turn", "end"], (await over.RestAsync()).Select(item => item.Kind));
        }

        HttpStatusCode[] resumed = await Task.WhenAll(Enumerable.Range(0, 3)
            .Select(_ => client.SendAsync("POST", $"{HeldInterview.Path}/one/resume").StatusAsync()));
        Assert.Single(resumed, HttpStatusCode.Accepted);
        await client.StandsAsync("one", "completed");

        IReadOnlyList<string> after = await client.LinesAsync("one");
        Assert.Single((await client.GetAsync(HeldInterview.Path).JsonAsync())["items"]!.AsArray());
        Assert.Single((await client.GetAsync(SavedInterview.Path).JsonAsync()).AsArray());

        // Nothing is lost and nothing is said twice: it is the interview that was never interrupted.
        await client.StartRunAsync("two").JsonAsync(HttpStatusCode.Accepted);
        await client.StandsAsync("two", "completed");
        Assert.Equal(TextsOf(await client.LinesAsync("two")), TextsOf(after));
        await client.SendAsync("POST", $"{HeldInterview.Path}/one/resume").StatusAsync();
        await client.StandsAsync("one", "completed");
        Assert.Equal(after, await client.LinesAsync("one"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Dashboard_that_is_asked_to_end_leaves_a_run_that_can_go_on()
    {
        using var folder = new TemporaryFolder();
        await using (RunningDashboard ended = await RunningDashboard.StartAsync(folder.Path, "--sandbox", "--sandbox-fault", Slow))
        {
            await ended.Program.StartRunAsync("one").JsonAsync(HttpStatusCode.Accepted);
            await ended.Program.SaidAsync("one", 4);
            await using EventReader watched = await EventReader.OpenAsync(ended.Program, $"{HeldInterview.Path}/one/events");
            Task<IReadOnlyList<FeedItem>> told = watched.RestAsync();
            Assert.Equal(0, await ended.TerminateAsync());
            Assert.Equal(
                [1, 2, 3, 4],
                (await told).Where(item => item.Kind == "turn").Select(item => item.Json["number"]!.GetValue<int>()));
            WatchedAnswers.AssertNoStack(ended.Errors);
        }

        await using RunningDashboard next = await RunningDashboard.StartAsync(folder.Path, "--sandbox");
        Assert.Equal("cancelled", await next.Program.StandingAsync("one"));
        Assert.Equal(4, (await next.Program.GetAsync($"{HeldInterview.Path}/one").JsonAsync())["turn_count"]!.GetValue<int>());
        using BrowserVisit visit = await next.VisitAsync();
        using (HttpResponseMessage resumed = await visit.PostAsync("/results/one/resume"))
        {
            Assert.Equal("/results/one", resumed.Headers.Location?.OriginalString);
        }

        await next.Program.StandsAsync("one", "completed");
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_goes_on_when_its_reader_reads_nothing_or_goes_away_and_can_be_ended_twice()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(
            folder.Path, "--sandbox", "--sandbox-fault", "stall:600000@clinic-intake.patient#12");
        await dashboard.Program.StartRunAsync("one").JsonAsync(HttpStatusCode.Accepted);
        using TcpClient slow = await AskAsync(dashboard);
        slow.ReceiveBufferSize = 1024;
        using (TcpClient vanished = await AskAsync(dashboard)) vanished.LingerState = new LingerOption(enable: true, seconds: 0);

        await dashboard.Program.StandsAsync("one", "completed");

        await dashboard.Program.SendAsync("POST", $"{HeldInterview.Path}/one/end").JsonAsync();
        await dashboard.Program.SendAsync("POST", $"{HeldInterview.Path}/one/end").JsonAsync();
        Assert.Equal("completed", await dashboard.Program.StandingAsync("one"));
        Assert.DoesNotContain("warning", dashboard.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await dashboard.TerminateAsync());
    }

    private static async Task<TcpClient> AskAsync(RunningDashboard dashboard)
    {
        TcpClient client = await RawHttp.ConnectAsync(dashboard);
        byte[] head = System.Text.Encoding.ASCII.GetBytes(
            $"GET {HeldInterview.Path}/one/events HTTP/1.1\r\nHost: {dashboard.Host}\r\nAuthorization: Bearer {dashboard.Token}\r\n\r\n");
        await client.GetStream().WriteAsync(head, TestContext.Current.CancellationToken);
        return client;
    }

    private static IEnumerable<string> TextsOf(IReadOnlyList<string> lines) => lines
        .Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject())
        .Select(turn => string.Join('|', turn.Where(member => member.Value?.GetValueKind() == System.Text.Json.JsonValueKind.String)));
}
