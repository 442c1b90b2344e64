using System.Globalization;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

public sealed class ShardTests
{
    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("2/4", 2, 4)]
    [InlineData("9999/9999", 9999, 9999)]
    public void Shard_is_a_number_and_how_many_there_are(string text, int index, int count)
    {
        Assert.Equal(new Shard(index, count), Shard.Parse(text));
        Assert.Equal(text, Shard.Parse(text)!.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_is_no_shard(string? text) => Assert.Null(Shard.Parse(text));

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("1/0")]
    [InlineData("1/10000")]
    [InlineData("-1/4")]
    [InlineData("+1/4")]
    [InlineData(" 1/4")]
    [InlineData("1/4/2")]
    [InlineData("1")]
    [InlineData("/4")]
    [InlineData("1/")]
    [InlineData("a/4")]
    [InlineData("1.5/4")]
    [InlineData("auto/")]
    [InlineData("auto/0")]
    [InlineData("automatic")]
    [InlineData("99999999999/99999999999")]
    public void Anything_else_is_told_with_what_was_expected(string text)
    {
        EvalException error = Assert.Throws<EvalException>(() => Shard.Parse(text));

        Assert.Equal("InvalidSetting", error.ErrorId);
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("2/4", error.Message, StringComparison.Ordinal);
    }

    /// <summary>These numbers must never change: a case that moved would be in two shards of runs that are resumed, or in none.</summary>
    [Theory]
    [InlineData("crawl_001", 4, 4)]
    [InlineData("crawl_002", 4, 4)]
    [InlineData("crawl_003", 4, 1)]
    [InlineData("Zürich", 7, 7)]
    [InlineData("", 3, 2)]
    public void Shard_of_a_case_follows_from_its_id_alone(string caseId, int count, int index) =>
        Assert.Equal(index, Shard.IndexOf(caseId, count));

    [Fact]
    public void Cases_are_spread_evenly()
    {
        int[] counts =
        [
            .. Enumerable.Range(0, 10_000)
                .GroupBy(number => Shard.IndexOf(number.ToString(CultureInfo.InvariantCulture), 10))
                .Select(group => group.Count()),
        ];

        Assert.Equal(10, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }

    [Theory]
    [InlineData(4, 1, "1 1 1 1")]
    [InlineData(4, 4, "1 1 1 1")]
    [InlineData(4, 6, "2 2 1 1")]
    [InlineData(3, 256, "86 85 85")]
    public void Shares_add_up_where_there_is_enough(int count, int total, string shares) => Assert.Equal(
        shares,
        string.Join(' ', Enumerable.Range(1, count).Select(index => new Shard(index, count).ShareOf(total))));

    [Theory]
    [InlineData(3, "", "nightly.shard1of3 nightly.shard2of3 nightly.shard3of3")]
    [InlineData(2, ".shard2of2", "nightly.shard2of2.shard1of2 nightly.shard2of2")]
    public void Folder_bears_the_shard_once(int count, string more, string names) => Assert.Equal(
        names,
        string.Join(' ', Enumerable.Range(1, count).Select(index => Options(new Shard(index, count), $"nightly{more}").FolderName)));

    [Fact]
    public void Name_that_is_too_long_with_its_shard_is_told()
    {
        CrawlOptions options = Options(new Shard(1, 4), new string('a', 95));

        Assert.Contains(options.FindProblems(), problem => problem.Contains(".shard1of4", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(50)]
    public void Shards_have_every_case_once_whatever_the_order_of_the_data(int count)
    {
        string[] ids = [.. Enumerable.Range(1, 30).Select(number => FormattableString.Invariant($"case {number}"))];
        var found = new List<string>();
        for (int index = 1; index <= count; index++)
        {
            CasePlan<string> plan = PlanOf(ids, new Shard(index, count), trials: 3);
            CasePlan<string> turned = PlanOf([.. ids.Reverse()], new Shard(index, count), trials: 3);
            Assert.Equal(plan.Cases.Select(one => one.Name).Order(), turned.Cases.Select(one => one.Name).Order());
            Assert.Equal((90, 90), (plan.Whole.Count, plan.DataCases));
            Assert.All(plan.Cases.GroupBy(one => one.Key.CaseId), trials => Assert.Equal(3, trials.Count()));
            Assert.Equal(
                plan.Cases.Select(one => one.Number),
                plan.Whole.Where(one => plan.Cases.Any(own => own.Key == one.Key)).Select(one => one.Number));
            found.AddRange(plan.Cases.Select(one => one.Name));
        }

        Assert.Equal(90, found.Count);
        Assert.Equal(90, found.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Shards_are_those_of_the_selected_cases()
    {
        string[] ids = [.. Enumerable.Range(1, 30).Select(number => FormattableString.Invariant($"case {number}"))];

        CasePlan<string>[] plans = [.. Enumerable.Range(1, 3).Select(index => PlanOf(ids, new Shard(index, 3), maximum: 10))];

        Assert.All(plans, plan => Assert.Equal(ids[..10], plan.Whole.Select(one => one.Case)));
        Assert.Equal(ids[..10].Order(), plans.SelectMany(plan => plan.Cases).Select(one => one.Case).Order());
    }

    private static CasePlan<string> PlanOf(IReadOnlyList<string> ids, Shard shard, int? trials = null, int maximum = 0) =>
        CasePlan<string>.Of(
            Options(shard, "nightly") with { Trials = trials, MaximumCases = maximum }, "crawl", ids, id => new CaseTraits(id, []));

    private static CrawlOptions Options(Shard shard, string name) => new()
    {
        Target = ServiceTarget.Replay,
        ResultsPath = "/results",
        SpeechCachePath = "/speech",
        RunName = name,
        Shard = shard,
    };
}
