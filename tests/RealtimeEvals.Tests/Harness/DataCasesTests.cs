using System.Globalization;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

/// <summary>A run of a part of the data says of how many cases it is a part: in its plan, its results and its files.</summary>
public sealed class DataCasesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Crawl_of_a_part_says_of_how_many_cases()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };

        CrawlResult result = Assert.Single(await setup.RunAsync(Token));

        Assert.Equal((1, 18), (result.Planned, result.DataCases));
        AssertFiles(new RunFiles(setup.RunPath), 1, 18);
    }

    [Fact(Timeout = 300_000)]
    public async Task Walk_of_a_part_says_of_how_many_cases()
    {
        await using var setup = new WalkSetup();
        setup.UseRows(("one", setup.WriteAudio("a.wav", WalkSetup.Speak("Hello there."))), ("two", "a.wav"), ("three", "a.wav"));
        setup.Options = setup.Options with { MaximumCases = 2 };

        IReadOnlyList<WalkResult> results = await setup.RunAsync();

        Assert.All(results, result => Assert.Equal((2, 3), (result.Planned, result.DataCases)));
        AssertFiles(new RunFiles(setup.RunPath), 2, 3);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversations_of_a_part_say_of_how_many_with_their_trials()
    {
        await using var setup = new ConversationSetup();
        setup.Use("refund", "order_status").Change("order_status", simulation => simulation["trials"] = 3);
        setup.Options = setup.Options with { MaximumCases = 1, SkipJudge = true };

        ConversationResult result = Assert.Single(await setup.RunAsync(Token));

        Assert.Equal((1, 4), (result.Planned, result.DataCases));
        AssertFiles(setup.Files, 1, 4);
    }

    [Fact(Timeout = 300_000)]
    public async Task Refusal_smoke_of_a_part_says_of_how_many_rows()
    {
        await using var sandbox = TestSandbox.Start();
        using var setup = new RefusalSetup(sandbox.Target);
        setup.Options = setup.Options with { MaximumCases = 2 };

        await setup.RunAsync(Token);

        Assert.All(setup.Rows, row => Assert.Equal((2, 4), (row.Planned, row.DataCases)));
        AssertFiles(setup.Files, 2, 4);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(0, "18 crawl cases with ")]
    [InlineData(9, "9 of 18 crawl cases with ")]
    [InlineData(1, "1 of 18 crawl cases with ")]
    public async Task Plan_says_which_part_of_the_data(int maximum, string words)
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = maximum };
        setup.Sink = new CollectingSink { Confirms = false };

        await setup.RunAsync(Token);

        RunPlan plan = Assert.IsType<RunPlan>(Assert.Single(setup.Sink.Items));
        Assert.Equal(18, plan.DataCases);
        Assert.StartsWith(words, plan.ToString(), StringComparison.Ordinal);
    }

    private static void AssertFiles(RunFiles files, int planned, int dataCases)
    {
        Assert.Equal(
            (planned, dataCases),
            (files.Manifest.GetProperty("planned").GetInt32(), files.Manifest.GetProperty("data_cases").GetInt32()));
        Assert.Contains("data_cases", files.Table.Header);
        Assert.All(files.Column("data_cases"), cell => Assert.Equal(dataCases.ToString(CultureInfo.InvariantCulture), cell));
        Assert.All(files.JournalLines, line => Assert.Equal(dataCases, Given.Json(line).GetProperty("data_cases").GetInt32()));
    }
}
