using System.Net;
using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>Several who start interviews at once.</summary>
public sealed class ConcurrentStartTests
{
    [Fact(Timeout = 240_000)]
    public async Task One_run_has_a_name_and_eight_are_in_progress_at_most()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(
            folder.Path, "--sandbox", "--sandbox-fault", "stall:600000#2");
        HttpClient client = dashboard.Program;

        HttpStatusCode[] one = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.StartRunAsync("one").StatusAsync()));

        Assert.Single(one, HttpStatusCode.Accepted);
        Assert.Equal(4, one.Count(status => status == HttpStatusCode.Conflict));

        HttpStatusCode[] others = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(n => client.StartRunAsync(FormattableString.Invariant($"other{n}")).StatusAsync()));

        Assert.Equal(7, others.Count(status => status == HttpStatusCode.Accepted));
        Assert.Equal(3, others.Count(status => status == HttpStatusCode.TooManyRequests));
        await client.StartRunAsync("more").ProblemAsync(HttpStatusCode.TooManyRequests);
        JsonNode runs = await client.GetAsync($"{HeldInterview.Path}?standing=running").JsonAsync();
        Assert.Equal(8, runs["total"]!.GetValue<int>());
        Assert.Equal(8, Directory.GetDirectories(folder.PathOf("results")).Length);

        // A place is free again when a run was ended.
        await client.SendAsync("POST", $"{HeldInterview.Path}/one/end").JsonAsync();
        await client.StartRunAsync("more").JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(0, await dashboard.TerminateAsync());
    }
}
