using RealtimeEvals.Gates;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

public sealed class PowerShellDataTests
{
    [Theory]
    [InlineData("@{}", "{}")]
    [InlineData("@{ Rules = 'a' }", """{"rules":"a"}""")]
    [InlineData("@{ MinimumSamples = 3; MaximumAgeHours = 1.5 }", """{"minimum_samples":3,"maximum_age_hours":1.5}""")]
    [InlineData("@{ A = -5; B = +5; C = 1e2; D = $true; E = $FALSE; F = $null }", """{"a":-5,"b":5,"c":100,"d":true,"e":false,"f":null}""")]
    [InlineData("@{ Sets = @{ Release = @{ Rules = @() } } }", """{"sets":{"release":{"rules":[]}}}""")]
    [InlineData("@{\r\n  'release-night' = 1\r\n  \"b\" = 2;\n}\r\n", """{"release-night":1,"b":2}""")]
    public void Read_table_gives_an_object(string text, string json) => AssertReads(text, json);

    [Theory]
    [InlineData("@{ R = 'a', 'b' }", """{"r":["a","b"]}""")]
    [InlineData("@{ R = 'a',\n  'b' # the last\n S = 1 }", """{"r":["a","b"],"s":1}""")]
    [InlineData("@{ R = @('a', 'b') }", """{"r":["a","b"]}""")]
    [InlineData("@{ R = @('a') }", """{"r":["a"]}""")]
    [InlineData("@{ R = @(\n  'a'\n  'b'\n) }", """{"r":["a","b"]}""")]
    [InlineData("@{ R = @(\n  'a',\n  'b'; 'c'\n) }", """{"r":["a","b","c"]}""")]
    [InlineData("@{ R = @(@{ A = 1 }, @('x')) }", """{"r":[{"a":1},["x"]]}""")]
    public void Read_list_gives_an_array(string text, string json) => AssertReads(text, json);

    [Theory]
    [InlineData("# first\n@{ # then\n A = 1 <# in\n between #> ; B = 2 }\n# last", """{"a":1,"b":2}""")]
    [InlineData("<# .SYNOPSIS # #> @{ A = '# no comment' }", """{"a":"# no comment"}""")]
    public void Read_comments_are_left_out(string text, string json) => AssertReads(text, json);

    [Theory]
    [InlineData("'it''s'", "it's")]
    [InlineData("\"say \"\"no\"\"\"", "say \"no\"")]
    [InlineData("'$x `n \"'", "$x `n \"")]
    [InlineData("\"it's\"", "it's")]
    [InlineData("''", "")]
    [InlineData("'two\nlines'", "two\nlines")]
    public void Read_quotes_are_taken_away(string text, string value) => Assert.Equal(value, (string?)PowerShellData.Read(text));

    [Theory]
    [InlineData("", 1, 1, "a string in quotes")]
    [InlineData("@{ A = 1", 1, 9, "a new line, ; or }")]
    [InlineData("@{ A = 1\n", 2, 1, "a key")]
    [InlineData("@{ A 1 }", 1, 6, "=")]
    [InlineData("@{ A = }", 1, 8, "a string in quotes")]
    [InlineData("@{ A = 1 B = 2 }", 1, 10, "a new line, ; or }")]
    [InlineData("@{\n  A = 'x\n}", 3, 2, "the closing '")]
    [InlineData("@{\n  A = 1\n  a = 2\n}", 3, 3, "a key other than 'a'")]
    [InlineData("@{ A = $env:KEY }", 1, 8, "$true, $false or $null")]
    [InlineData("@{ A = \"$x\" }", 1, 9, "a string without variables and escapes")]
    [InlineData("@{ A = \"a`n\" }", 1, 10, "a string without variables and escapes")]
    [InlineData("@{\r\n  A = Get-Date\r\n}", 2, 7, "a string in quotes")]
    [InlineData("@{ A = (1) }", 1, 8, "a string in quotes")]
    [InlineData("@{ A = 1kb }", 1, 8, "a string in quotes")]
    [InlineData("@{ A = { 1 } }", 1, 8, "a string in quotes")]
    [InlineData("@{ A = @('a' 'b') }", 1, 14, ", or )")]
    [InlineData("@{ A = @('a', ", 1, 15, "a string in quotes")]
    [InlineData("@{ } x", 1, 6, "the end of the file")]
    [InlineData("<# @{ }", 1, 8, "a string in quotes")]
    public void Read_what_is_no_data_is_refused_with_its_place(string text, int line, int column, string expected)
    {
        FormatException error = Assert.Throws<FormatException>(() => PowerShellData.Read(text));

        Assert.StartsWith(
            FormattableString.Invariant($"line {line}, column {column}: expected {expected}"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_tables_inside_each_other_without_end_are_refused() =>
        Assert.Contains(
            "fewer tables",
            Assert.Throws<FormatException>(() => PowerShellData.Read(string.Concat(Enumerable.Repeat("@(", 100_000)))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Read_any_text_gives_data_or_a_FormatException() => Fuzz.ForAll(
        FsCheck.Fluent.Gen.ArrayOf(
            FsCheck.Fluent.Gen.Elements(
                "@{", "}", "@(", ")", "'", "\"", "=", ";", ",", "\n", " ", "#", "<#", "#>", "$true", "$x", "A", "1", "`", "\r\n")),
        parts =>
        {
            try
            {
                PowerShellData.Read(string.Concat(parts));
            }
            catch (FormatException)
            {
                // That is the other way.
            }
        },
        3_000);

    private static void AssertReads(string text, string json) => Assert.Equal(json, PowerShellData.Read(text)!.ToJsonString());
}
