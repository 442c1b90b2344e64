using RealtimeEvals.Adapters.Pages;
using RealtimeEvals.Adapters.Plots;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Plots;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pages;

public sealed class RunPagesTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>
{
    private static readonly Func<IPageTemplates> Templates = static () => new PageTemplates();

    [Fact]
    public void A_run_gets_each_plot_in_both_formats_and_a_report()
    {
        using var copy = new RunCopy(crawl);

        Assert.Empty(Write(copy, () => new PlotPainter(), hasPlots: true));

        string[] plots = [.. Directory.GetFiles(copy.PathOf("plots")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(8, plots.Length);
        Assert.All(plots.Chunk(2), pair => Assert.Equal(Path.ChangeExtension(pair[0], ".svg"), pair[1]));
        Assert.Contains("data-plot=\"scorecard\"", File.ReadAllText(copy.PathOf("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plot_that_cannot_be_drawn_is_told_and_the_report_is_there()
    {
        using var copy = new RunCopy(crawl);

        IReadOnlyList<string> problems = Write(copy, () => new BrokenPainter(), hasPlots: true);

        Assert.Equal("The plots could not be drawn: no ink", Assert.Single(problems));
        Assert.Contains("The plots could not be drawn: no ink", File.ReadAllText(copy.PathOf("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_told()
    {
        using var copy = new RunCopy(crawl);
        Directory.CreateDirectory(copy.PathOf("report.html"));

        Assert.StartsWith(
            "The report could not be written: ",
            Assert.Single(Write(copy, () => new PlotPainter(), hasPlots: false)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_has_a_report_about_nothing()
    {
        using var folder = new TemporaryFolder();

        IReadOnlyList<string> problems =
            new RunPages(Templates, () => new PlotPainter(), TimeProvider.System).Write(new RunFolder(folder.Path), true, default);

        Assert.Empty(problems);
        Assert.Contains("run.json is not there", File.ReadAllText(folder.PathOf("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resumed_run_has_none_of_its_earlier_pages()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };
        await setup.RunAsync();
        string plots = Directory.CreateDirectory(Path.Combine(setup.RunPath, "plots")).FullName;
        File.WriteAllText(Path.Combine(plots, "old.svg"), "old");
        string report = Path.Combine(setup.RunPath, "report.html");
        Assert.True(File.Exists(report));
        File.WriteAllText(report, "old");

        setup.Options = setup.Options with { Resume = true };
        await setup.RunAsync();

        Assert.False(Directory.Exists(plots));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(report), StringComparison.OrdinalIgnoreCase);
        Assert.All(setup.Sink.Results, result => Assert.Equal(Outcome.Pass, result.Outcome));
    }

    private static IReadOnlyList<string> Write(RunCopy copy, Func<IPlotPainter> painter, bool hasPlots) =>
        new RunPages(Templates, painter, TimeProvider.System).Write(new RunFolder(copy.RunPath), hasPlots, default);

    private sealed class BrokenPainter : IPlotPainter
    {
        public byte[] Draw(PlotSheet sheet, PlotFormat format, PlotTheme theme) => throw new InvalidOperationException("no ink");
    }
}
