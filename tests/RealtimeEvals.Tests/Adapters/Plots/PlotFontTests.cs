using System.Text;
using RealtimeEvals.Adapters.Plots.Surfaces;
using SkiaSharp;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Plots;

public sealed class PlotFontTests
{
    [Theory]
    [InlineData("Ä", "Inter")]
    [InlineData("Ω", "Inter")]
    [InlineData("Ж", "Inter")]
    [InlineData("→", "Inter")]
    [InlineData("א", "DejaVu Sans")]
    [InlineData("ع", "DejaVu Sans")]
    [InlineData("漢", "Droid Sans Fallback")]
    [InlineData("ひ", "Droid Sans Fallback")]
    [InlineData("한", "Droid Sans Fallback")]
    public void A_letter_is_written_by_a_font_that_comes_with_the_product(string letter, string family)
    {
        SKTypeface typeface = PlotFonts.Of(Rune.GetRuneAt(letter, 0), isBold: false);

        Assert.Equal(family, typeface.FamilyName);
        Assert.NotEqual(0, typeface.GetGlyph(Rune.GetRuneAt(letter, 0).Value));
    }

    [Theory]
    [InlineData("plain text", 1)]
    [InlineData("שלום world", 2)]
    [InlineData("余额 (n=3)", 2)]
    public void A_text_is_cut_where_font_or_direction_changes(string text, int runs)
    {
        IReadOnlyList<TextRun> cut = TextRun.Of(text, 12, isBold: false);

        Assert.Equal(runs, cut.Count);
        Assert.All(cut, run => Assert.True(run.Width > 0));
    }

    [Fact]
    public void Text_that_begins_from_right_to_left_goes_on_to_the_left() =>
        Assert.True(TextRun.Of("שלום world", 12, isBold: false)[^1].IsRightToLeft);

    [Theory]
    [InlineData("short", 100, "short")]
    [InlineData("a label that is too long", 48, "a label…")]
    [InlineData("a label that is too long (n=6)", 84, "a label… (n=6)")]
    public void A_label_is_cut_to_its_width(string text, float width, string shown) =>
        Assert.Equal(shown, PlotText.Label.Fit(text, width));
}
