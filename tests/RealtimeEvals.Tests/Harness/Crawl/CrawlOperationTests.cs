using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Crawl;

public sealed class CrawlOperationTests
{
    [Fact]
    public async Task Shipped_data_on_the_sandbox_fails_exactly_one_row()
    {
        await using var setup = new CrawlSetup();

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(18, results.Count);
        Assert.Equal("crawl_009", Assert.Single(results, result => result.Outcome != Outcome.Pass).CaseId);
    }
}
