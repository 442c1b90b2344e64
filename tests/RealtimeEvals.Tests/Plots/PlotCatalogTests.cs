using System.Xml.Linq;
using RealtimeEvals.Adapters.Plots;
using RealtimeEvals.Plots;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Plots;

public sealed class PlotCatalogTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly PlotPainter _painter = new();

    [Fact]
    public void Every_kind_can_be_made()
    {
        PlotRun[] two = [PlottedCases.Of(12), PlottedCases.Of(12)];
        PlotRun tried = PlottedCases.Of(12, (index, row) => (row["case_id"], row["trial"]) = ($"case_{index / 3}", index % 3 + 1));
        PlotRun talked = PlottedCases.Of(12, Talk);
        foreach (PlotKind kind in Enum.GetValues<PlotKind>())
        {
            PlotSheet? sheet = kind switch
            {
                PlotKind.Comparison or PlotKind.History => PlotCatalog.Make(kind, two),
                PlotKind.TrialsStrip => PlotCatalog.Make(kind, [tried]),
                PlotKind.TurnTrends => PlotCatalog.Make(kind, [talked]),
                _ => PlotCatalog.Make(kind, two[..1]),
            };
            Assert.NotNull(sheet);
            AssertDrawn(sheet);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Few_rows_are_drawn(int count) => Assert.All(PlotCatalog.Of(PlottedCases.Of(count)), AssertDrawn);

    [Theory]
    [InlineData("fail")]
    [InlineData("error")]
    [InlineData("inconclusive")]
    [InlineData("skipped")]
    public void Runs_in_which_nothing_passed_are_drawn(string outcome)
    {
        PlotSheet[] sheets = [.. PlotCatalog.Of(PlottedCases.Of(8, (_, row) => row["outcome"] = outcome))];

        Assert.All(sheets, AssertDrawn);
        Assert.Contains("0.0 % [0, 32] n=8", TextsOf(sheets[0]));
    }

    [Fact]
    public void A_run_without_a_result_has_a_scorecard_that_says_so()
    {
        PlotSheet sheet = Assert.Single(PlotCatalog.Of(new PlotRun(new RealtimeEvals.Gates.RunEvidence { RunId = "none", Planned = 5 })));

        Assert.Equal(PlotKind.Scorecard, sheet.Kind);
        AssertDrawn(sheet);
        Assert.Contains("0.0 % [0, 43] n=5", TextsOf(sheet));
        Assert.Contains("No result", TextsOf(sheet));
    }

    [Fact]
    public void Figures_that_are_no_numbers_are_left_out()
    {
        PlotSheet[] sheets =
        [
            .. PlotCatalog.Of(PlottedCases.Of(4, (index, row) =>
                row["latency_first_audio_ms"] = index switch { 0 => "NaN", 1 => null, _ => 100 })),
        ];

        Assert.All(sheets, AssertDrawn);
        Assert.Contains("first audio (n=2)", TextsOf(sheets[0]));
    }

    [Fact]
    public void Ten_thousand_rows_make_files_of_the_size_of_a_picture()
    {
        PlotRun run = PlottedCases.Of(10_000, (index, row) => row["tags"] = $"tag {index % 300}");

        foreach (PlotSheet sheet in PlotCatalog.Of(run))
        {
            Assert.InRange(_painter.Draw(sheet, PlotFormat.Svg, PlotTheme.Light).Length, 10_000, 200_000);
        }
    }

    [Theory]
    [InlineData("חשבון חדש של הלקוח")]
    [InlineData("العميل يسأل عن الفاتورة")]
    [InlineData("客户询问账单余额")]
    [InlineData("お客様の請求 한국어 고객")]
    [InlineData("a very long name of a tag that somebody has written as a whole sentence about what the caller wants and why")]
    [InlineData("<script>alert(1)</script> \u202Egnp.exe {{ 7 }} & \"quotes\" 😀")]
    public void Names_of_all_scripts_are_labels(string name)
    {
        PlotRun run = PlottedCases.Of(6, (_, row) => row["tags"] = name);

        PlotSheet sheet = PlotCatalog.Make(PlotKind.OutcomeMap, [run])!;

        AssertDrawn(sheet);
        string label = Assert.Single(TextsOf(sheet), text => text.EndsWith("(n=6)", StringComparison.Ordinal) && text.Length > 8);
        Assert.DoesNotContain('\u202E', label);
        Assert.InRange(label.Length, 8, 60);
    }

    private static void Talk(int index, System.Text.Json.Nodes.JsonObject row)
    {
        (row["simulation_id"], row["conversation_id"], row["turn_index"]) = ("talk", "talk", index + 1);
        row.Remove("case_id");
    }

    private void AssertDrawn(PlotSheet sheet)
    {
        byte[] png = _painter.Draw(sheet, PlotFormat.Png, PlotTheme.Dark);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.InRange(png.Length, 5_000, 2_000_000);
        Assert.NotEmpty(TextsOf(sheet));
    }

    private string[] TextsOf(PlotSheet sheet)
    {
        XElement svg = XElement.Parse(System.Text.Encoding.UTF8.GetString(_painter.Draw(sheet, PlotFormat.Svg, PlotTheme.Auto)));
        string[] ids = [.. svg.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.StartsWith(PlotCatalog.FileNameOf(sheet.Kind), id, StringComparison.Ordinal));
        return [.. svg.Descendants(Svg + "text").Select(text => text.Value)];
    }
}
