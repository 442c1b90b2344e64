using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

/// <summary>Rows of commas alone in the table of each harness.</summary>
public sealed class BlankRowTests
{
    [Fact]
    public async Task Crawl_leaves_them_out_with_a_warning()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { DataPath = setup.Write(
            "cases.csv", "example_id,user_text,gt_tool_call,gt_tool_call_arg\na,Are you open on Sunday?,,\n,,,\n") };

        CrawlResult result = Assert.Single(await setup.RunAsync());

        Assert.Equal(("a", Outcome.Pass, 1), (result.CaseId, result.Outcome, result.Planned));
        AssertWarned(setup.Sink, "cases.csv, row 3");
    }

    [Fact]
    public async Task Walk_leaves_them_out_with_a_warning()
    {
        await using var setup = new WalkSetup();
        setup.WriteAudio("a.wav", WalkSetup.Speak("Are you open on Sunday?"));
        setup.UseRows(("a", "a.wav"));
        File.AppendAllText(setup.Options.DataPath, ",,,,\n , , , ,\n");

        Assert.Equal(1, Assert.Single(await setup.RunAsync()).Planned);

        AssertWarned(setup.Sink, "calls.csv, rows 3, 4");
    }

    [Fact]
    public async Task WalkAudio_leaves_them_out_with_a_warning()
    {
        await using var setup = new WalkAudioSetup();
        setup.Options = setup.Options with { SourcePath = setup.Write("calls.csv", WalkAudioSetup.Cases + ",,,\n") };

        Assert.Equal(3, (await setup.MakeAsync()).Cases);

        AssertWarned(setup.Sink, "calls.csv, row 5");
    }

    [Fact]
    public async Task Run_leaves_them_out_with_a_warning()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("scripted_two_orders");
        File.AppendAllText(setup.Options.DataPath, ",\n\n,,,\n");

        Assert.Single(await setup.RunAsync());

        AssertWarned(setup.Sink, "simulations.csv, rows 3, 5");
    }

    private static void AssertWarned(CollectingSink sink, string rows) =>
        Assert.Single(sink.Warnings, warning => warning.EndsWith($"{rows}: nothing in any cell; left out.", StringComparison.Ordinal));
}
