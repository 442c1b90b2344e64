using RealtimeEvals.Datasets;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class NormalizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  Hello,   WORLD!  ", "hello world")]
    [InlineData("O'Neill-Smith", "o neill smith")]
    [InlineData("snake_case", "snake_case")]
    [InlineData("ÉCOLE Straße", "école straße")]
    [InlineData("٣ 東京", "٣ 東京")]
    [InlineData("a\t\r\n\u00a0b", "a b")]
    [InlineData("?!...", "")]
    [InlineData("$1,200.50", "$1 200.50")]
    public void Apply_text_is_lower_case_words(string value, string expected) =>
        Assert.Equal(expected, Normalizer.Apply(value, Normalizer.Text));

    [Theory]
    [InlineData("BW-48213", "bw48213")]
    [InlineData("b w 4 8 2 1 3", "bw48213")]
    [InlineData(" #bw.48213 ", "bw48213")]
    [InlineData("-", "")]
    public void Apply_identifier_is_letters_and_digits(string value, string expected) =>
        Assert.Equal(expected, Normalizer.Apply(value, Normalizer.Identifier));

    [Theory]
    [InlineData("350 Harbor Ave, Unit 12", "350 Harbor Avenue, Unit 12")]
    [InlineData("123 Pine St, Austin TX", "123 pine street austin texas")]
    [InlineData("1 A Blvd. 2 B Rd. 3 C Dr. 4 D Ln. 5 E Ct.", "1 A Boulevard 2 B Road 3 C Drive 4 D Lane 5 E Court")]
    [InlineData("NY, CA, WA", "New York California Washington")]
    public void Apply_address_writes_abbreviations_out(string left, string right) =>
        Assert.Equal(Normalizer.Apply(left, Normalizer.Address), Normalizer.Apply(right, Normalizer.Address));

    [Theory]
    [InlineData("1 Stone Rd", "1 Streetone Road")]
    [InlineData("1 Pine St Apt 4", "1 Pine St Apt 5")]
    [InlineData("1 Pine St", "1 Pine Rd")]
    [InlineData("12 Pine St", "1 2 Pine St")]
    public void Apply_address_keeps_different_places_apart(string left, string right) =>
        Assert.NotEqual(Normalizer.Apply(left, Normalizer.Address), Normalizer.Apply(right, Normalizer.Address), StringComparer.Ordinal);

    [Theory]
    [InlineData("𠮷野", "𠮶野")]
    [InlineData("𝒜", "")]
    public void Apply_letters_outside_the_basic_plane_are_letters(string left, string right) =>
        Assert.NotEqual(Normalizer.Apply(left, Normalizer.Text), Normalizer.Apply(right, Normalizer.Text), StringComparer.Ordinal);
}
