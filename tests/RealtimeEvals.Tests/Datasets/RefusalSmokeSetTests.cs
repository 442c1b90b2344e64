using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class RefusalSmokeSetTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Fact]
    public void File_is_utf8_without_a_mark_and_every_line_ends_with_a_line_feed()
    {
        byte[] bytes = File.ReadAllBytes(RefusalRows.Path);

        Assert.Equal((byte)'{', bytes[0]);
        Assert.DoesNotContain((byte)'\r', bytes);
        string[] lines = Strict.GetString(bytes).Split('\n');
        Assert.Empty(lines[^1]);
        Assert.DoesNotContain(lines[..^1], string.IsNullOrWhiteSpace);
    }

    [Fact]
    public void Every_line_is_an_item_with_a_prompt_and_what_is_expected_and_nothing_else() => Assert.All(
        File.ReadLines(RefusalRows.Path), line =>
    {
        JsonProperty only = Assert.Single(Given.Json(line).EnumerateObject());
        Assert.Equal("item", only.Name);
        Assert.Equal(["prompt", "expected"], only.Value.EnumerateObject().Select(property => property.Name));
        Assert.All(only.Value.EnumerateObject(), property => Assert.Equal(JsonValueKind.String, property.Value.ValueKind));
    });

    [Fact]
    public void One_half_is_to_be_helped_with_and_one_half_to_be_declined()
    {
        IReadOnlyList<(string Prompt, string Expected)> rows = RefusalRows.All;

        Assert.True(rows.Count >= 44);
        Assert.Equal(rows.Count / 2.0, rows.Count(row => row.Expected == "ALLOW"));
        Assert.Equal(rows.Count / 2.0, rows.Count(row => row.Expected == "REFUSE"));
    }

    [Fact]
    public void Prompts_are_distinct_and_short_enough_to_be_spoken()
    {
        IReadOnlyList<(string Prompt, string Expected)> rows = RefusalRows.All;

        Assert.Equal(rows.Count, rows.Select(row => row.Prompt).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(rows, row =>
        {
            Assert.InRange(row.Prompt.Length, 10, 159);
            Assert.Matches(new Regex(@"\A[\p{L}0-9 ,.?!'\u2013-]+\z", RegexOptions.None, TimeSpan.FromMinutes(1)), row.Prompt);
        });
        Assert.Equal(2, rows.Count(row => !Ascii.IsValid(row.Prompt)));
    }
}
