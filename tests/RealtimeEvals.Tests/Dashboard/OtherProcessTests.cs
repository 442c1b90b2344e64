using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>A run that another process holds, in the store of two dashboards.</summary>
public sealed class OtherProcessTests
{
    [Fact(Timeout = 300_000)]
    public async Task Run_of_another_process_is_told_turn_by_turn_to_its_end_on_every_dashboard()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard one = await RunningDashboard.StartAsync(folder.Path, "--sandbox");
        await using RunningDashboard two = await RunningDashboard.StartAsync(folder.Path, "--sandbox");
        using Process other = Support.Cli.Start(
            folder.Path, null, "benchmark", "--sandbox", "--sandbox-fault", "stall:600000#3", "--run-name", "theirs",
            "--prompt-pair", InterviewSetup.Clinic, "--prompt-value", "FirstName=Ada", "--results-dir", folder.PathOf("results"));
        other.BeginOutputReadLine();
        other.BeginErrorReadLine();
        try
        {
            await Until.TrueAsync("the run of the other process is listed", async () =>
                (await one.Program.GetAsync(HeldInterview.Path).JsonAsync())["total"]!.GetValue<int>() == 1);
            await using EventReader feed = await EventReader.OpenAsync(one.Program, $"{HeldInterview.Path}/theirs/events");
            await using EventReader also = await EventReader.OpenAsync(two.Program, $"{HeldInterview.Path}/theirs/events");

            IReadOnlyList<FeedItem> said = await feed.ThroughAsync(item => item.Json["number"]?.GetValue<int>() == 4);

            Assert.Equal([1, 2, 3, 4], said.Select(item => item.Json["number"]!.GetValue<int>()));
            Assert.Equal("running", await one.Program.StandingAsync("theirs"));
            await AssertAlikeAsync(one, two);
            await AssertNotOursAsync(two);

            await Signals.SendAsync("-INT", other);
            IReadOnlyList<FeedItem> rest = await feed.RestAsync();
            Assert.Equal(["end"], rest.Select(item => item.Kind));
            Assert.Equal(["turn", "turn", "turn", "turn", "end"], (await also.RestAsync()).Select(item => item.Kind));
            Assert.Equal("cancelled", await one.Program.StandingAsync("theirs"));
            await AssertAlikeAsync(one, two);
            await two.Program.SendAsync("POST", $"{HeldInterview.Path}/theirs/end").JsonAsync();
        }
        finally
        {
            if (!other.HasExited) other.Kill();
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task AssertAlikeAsync(RunningDashboard one, RunningDashboard two)
    {
        string run = $"{HeldInterview.Path}/theirs";
        foreach (string path in new[] { HeldInterview.Path, run, $"{run}/cases", SavedInterview.Path })
        {
            JsonNode here = await one.Program.GetAsync(path).JsonAsync();
            Assert.Equal(here.ToJsonString(), (await two.Program.GetAsync(path).JsonAsync()).ToJsonString());
        }
    }

    /// <summary>Who does not hold a run neither ends it nor lets it go on, and says so.</summary>
    private static async Task AssertNotOursAsync(RunningDashboard dashboard)
    {
        await dashboard.Program.SendAsync("POST", $"{HeldInterview.Path}/theirs/end").ProblemAsync(HttpStatusCode.Conflict);
        await dashboard.Program.SendAsync("POST", "/results/theirs/end").PageAsync(HttpStatusCode.Conflict);
        await dashboard.Program.SendAsync("POST", $"{HeldInterview.Path}/theirs/resume").ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal("running", await dashboard.Program.StandingAsync("theirs"));
    }
}
