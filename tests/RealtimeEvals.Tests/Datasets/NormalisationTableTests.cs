using RealtimeEvals.Datasets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

/// <summary>The table of docs/normalisation.md, pair by pair.</summary>
public sealed class NormalisationTableTests
{
    public static TheoryData<string, string, bool> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, bool>();
            foreach (string[] cells in File.ReadLines(Path.Combine(Repository.Root, "docs", "normalisation.md"))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
            {
                if (cells is [_, string one, string other, "yes" or "no", _]) pairs.Add(one, other, cells[3] == "yes");
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_pair_of_the_table_is_as_documented(string one, string other, bool areSame) =>
        Assert.Equal(areSame, Normalizer.Apply(one, Normalizer.Text) == Normalizer.Apply(other, Normalizer.Text));

    [Fact]
    public void Table_holds_pairs_of_many_scripts() => Assert.True(Pairs.Count > 40);

    [Theory]
    [InlineData("BW\u221248213", "bw 48213", true)]
    [InlineData("BW-482.13", "BW48213", true)]
    [InlineData("BW+48213", "BW48213", false)]
    [InlineData("राम", "रमा", false)]
    [InlineData("Jose\u0301", "José", true)]
    public void Identifier_keeps_all_but_punctuation_and_separators(string one, string other, bool areSame) =>
        Assert.Equal(areSame, Normalizer.Apply(one, Normalizer.Identifier) == Normalizer.Apply(other, Normalizer.Identifier));

    [Theory]
    [InlineData("1.5 Pine St", "1 5 Pine Street", false)]
    [InlineData("12 Rue de l'E\u0301cole", "12 rue de l'école", true)]
    [InlineData("12-14 Pine St.", "12 14 pine street", true)]
    public void Address_keeps_what_text_keeps(string one, string other, bool areSame) =>
        Assert.Equal(areSame, Normalizer.Apply(one, Normalizer.Address) == Normalizer.Apply(other, Normalizer.Address));

    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("a\u0323\u0302", "ậ")]
    [InlineData("a\u0302\u0323", "ậ")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("\u212b", "Å")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("a\u0301\u0301", "á\u0301")]
    [InlineData("\ud834\udd5e", "\ud834\udd57\ud834\udd65")]
    public void Compose_is_the_composed_form_of_Unicode(string text, string expected) => Assert.Equal(expected, Composition.Compose(text));

    [Fact]
    public void Compose_takes_half_of_a_pair_for_the_character_of_replacement() =>
        Assert.Equal("é\uFFFD", Composition.Compose("e\u0301" + new string('\ud800', 1)));
}
