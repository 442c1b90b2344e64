using RealtimeEvals.Adapters.Plots;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Plots;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Plots;

public sealed class PlotOperationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_without_a_folder_is_drawn_where_the_user_is()
    {
        string[] files = Draw(new PlotOptions { Formats = [PlotFormat.Svg] }, PlottedCases.Evidence(6));

        Assert.Equal(
            ["condition_curve.svg", "cost_and_tokens.svg", "detail_panels.svg", "latency_ecdf.svg", "outcome_map.svg", "scorecard.svg"],
            files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(_folder.PathOf("plots"), Path.GetDirectoryName(file)));
        Assert.All(files, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public void Two_runs_make_a_comparison_and_a_history()
    {
        string[] files = Draw(
            new PlotOptions { OutPath = _folder.PathOf("deep/er"), Formats = [PlotFormat.Png] },
            PlottedCases.Evidence(6),
            PlottedCases.Evidence(8));

        Assert.Equal(["comparison.png", "history.png"], files.Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(PlotKind.TrialsStrip, "No case was tried more than once.")]
    [InlineData(PlotKind.TurnTrends, "No conversation has a second turn.")]
    [InlineData(PlotKind.Comparison, "A Comparison is of two runs; there are 1.")]
    public void A_plot_that_the_run_has_nothing_for_is_refused(PlotKind kind, string why)
    {
        EvalException refused = Assert.Throws<EvalException>(() => Draw(new PlotOptions { Kinds = [kind] }, PlottedCases.Evidence(6)));

        Assert.Equal("NothingToPlot", refused.ErrorId);
        Assert.Equal(why, refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Runs_without_results_are_refused_with_what_is_wrong_with_them()
    {
        EvalException refused =
            Assert.Throws<EvalException>(() => Draw(new PlotOptions(), StoredRunEvidence.Read(_folder.PathOf("nowhere"))));

        Assert.Equal("No case has a result. run.json is not there or cannot be read.", refused.Message);
    }

    [Fact]
    public void A_file_that_must_stay_stays()
    {
        Directory.CreateDirectory(_folder.PathOf("plots"));
        string taken = _folder.Write("plots/scorecard.png", "mine");

        EvalException refused = Assert.Throws<EvalException>(() => Draw(new PlotOptions { NoClobber = true }, PlottedCases.Evidence(2)));

        Assert.Equal("ReportExists", refused.ErrorId);
        Assert.Equal("mine", File.ReadAllText(taken));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        _folder.Write("plots", "a file");

        Assert.Equal(
            "PlotNotWritten", Assert.Throws<EvalException>(() => Draw(new PlotOptions(), PlottedCases.Evidence(2))).ErrorId);
    }

    private string[] Draw(PlotOptions options, params RunEvidence[] runs) =>
        [.. new PlotOperation(new PlotPainter()).Draw(options, runs, _folder.Path)];
}
