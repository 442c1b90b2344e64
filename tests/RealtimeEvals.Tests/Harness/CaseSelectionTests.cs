using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

public sealed class CaseSelectionTests
{
    private const string Table =
        "example_id,user_text,gt_tool_call,gt_tool_call_arg,tags\na,Hello.,,,smoke; night\nb,Hello.,,,night\nc,Hello.,,,\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData("A,c", "", "a c")]
    [InlineData("", "SMOKE", "a")]
    [InlineData("", "smoke,night", "a b")]
    [InlineData("b,c", "night", "b")]
    public async Task Cases_are_selected_by_id_and_tag(string ids, string tags, string expected)
    {
        await using CrawlSetup setup = Setup(new CaseSelection { CaseIds = Split(ids), Tags = Split(tags) });

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(Token);

        Assert.Equal(expected, string.Join(' ', results.Select(result => result.CaseId)));
        Assert.All(results, result => Assert.Equal(3, result.DataCases));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("aa", "", "UnknownCase", "There is no case 'aa'; the nearest is 'a'.")]
    [InlineData("a", "smoky", "UnknownCase", "No case bears the tag 'smoky'; the nearest is 'smoke'.")]
    [InlineData("c", "night", "NoCaseSelected", "None of the 3 cases of")]
    [InlineData(" ", "", "InvalidSetting", "A case id of the selection is blank.")]
    public async Task Selection_of_nothing_is_an_error_and_writes_nothing(string ids, string tags, string errorId, string words)
    {
        await using CrawlSetup setup = Setup(new CaseSelection { CaseIds = ids.Split(','), Tags = Split(tags) });

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(Token));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(setup.Options.ResultsPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Cases_that_did_not_pass_in_a_run_are_run_again_and_a_resume_takes_the_same_selection()
    {
        await using var setup = new CrawlSetup("error@crawl_003");
        await setup.RunAsync(Token);
        string first = setup.RunPath;
        setup.Options = setup.Options with { RunName = "again", Selection = new CaseSelection { FailedIn = [first] } };
        setup.Sink = new CollectingSink();

        Assert.Equal(["crawl_003", "crawl_009"], (await setup.RunAsync(Token)).Select(result => result.CaseId));

        setup.Options = setup.Options with { Resume = true, Selection = new CaseSelection { CaseIds = ["crawl_009"] } };
        Assert.Equal(nameof(EvalErrors.ResumeMismatch), (await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(Token))).ErrorId);
    }

    [Fact(Timeout = 300_000)]
    public async Task Trial_of_a_simulation_is_selected_by_its_own_id_or_with_all_others()
    {
        await using var setup = new ConversationSetup();
        setup.Use("refund", "order_status");
        setup.Options = setup.Options with
        {
            Trials = 2,
            SkipJudge = true,
            Selection = new CaseSelection { CaseIds = ["order_status", "refund.trial2"] },
        };

        Assert.Equal(
            ["refund.trial2", "order_status.trial1", "order_status.trial2"],
            (await setup.RunAsync(Token)).Select(result => result.ConversationId));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_of_a_run_that_is_not_there_names_the_nearest()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };
        await setup.RunAsync(Token);
        setup.Options = setup.Options with { RunName = "tset", Resume = true };

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(Token));

        Assert.Equal(nameof(EvalErrors.RunNotFound), error.ErrorId);
        Assert.Contains("the nearest is 'test'", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(setup.RunPath));
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static CrawlSetup Setup(CaseSelection selection)
    {
        var setup = new CrawlSetup();
        setup.Options = setup.Options with { DataPath = setup.Write("cases.csv", Table), Selection = selection };
        return setup;
    }
}
