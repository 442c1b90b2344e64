using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>Rows that share what they have in common say what each of them said alone.</summary>
public sealed class EvidencePoolTests
{
    private static readonly string[] Texts =
    [
        "", " ", "a", "pass", "  padded\t", "\u00E4\u65E5\U0001F600", "quo\"te\\back", "line\nbreak", "[]", "...", "true", "1.50", "NaN",
        new('x', 126), new('x', 127), new('\u65E5', 200), new('y', 20_000),
    ];

    private static readonly string[] Numbers = ["0", "-1", "1e5", "0.25", "1e999", "123456789012345678901234567890"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_cell_of_many_different_rows_is_as_it_was_read(int seed)
    {
        var random = new Random(seed);
        JsonObject[] rows = [.. Enumerable.Range(0, 400).Select(index => RowOf(index, random))];
        var pool = new EvidencePool();

        EvidenceRow[] read = [.. rows.Select(row => EvidenceRow.Of(JsonSerializer.SerializeToElement(row), pool))];

        foreach ((JsonObject row, EvidenceRow same) in rows.Zip(read))
        {
            EvidenceRow alone = EvidenceRow.Of(JsonSerializer.SerializeToElement(row));
            Assert.Equal(row.Select(cell => cell.Key).Order(StringComparer.Ordinal), same.Names.Order(StringComparer.Ordinal));
            foreach ((string name, JsonNode? value) in row)
            {
                Assert.Equal(TextOf(value), same.Text(name));
                Assert.Equal(TextOf(value), alone.Text(name));
                Assert.Equal(NumberOf(same.Text(name)), same.Number(name));
            }
        }
    }

    [Fact]
    public void Of_a_cell_that_nobody_reads_remains_whether_it_is_blank_and_a_figure_that_cannot_be()
    {
        var pool = new EvidencePool(name => name == "outcome");
        var row = new JsonObject
        {
            ["outcome"] = "pass", ["user_text"] = "What do I owe?", ["error_message"] = "", ["tool_calls"] = new JsonArray("one"),
            ["tags"] = new JsonArray(), ["latency_first_audio_ms"] = 300, ["latency_response_done_ms"] = -5, ["cost_usd"] = null,
        };

        EvidenceRow read = EvidenceRow.Of(JsonSerializer.SerializeToElement(row), pool);

        Assert.Equal(["outcome", "tags", "latency_response_done_ms"], read.HeldNames);
        Assert.Equal(row.Select(cell => cell.Key), read.Names);
        Assert.Equal(["\u2026", "", "\u2026", "[]", "\u2026", "-5", ""], row.Skip(1).Select(cell => read.Text(cell.Key)));
    }

    [Fact]
    public void Cell_that_was_changed_is_changed_in_every_view_of_its_row_and_in_no_other()
    {
        var pool = new EvidencePool();
        JsonElement json = JsonSerializer.SerializeToElement(new { case_id = "a", started_at = "1/2/2026" });
        EvidenceRow one = EvidenceRow.Of(json, pool);
        EvidenceRow other = EvidenceRow.Of(json, pool);

        one.Set("started_at", "2026-02-01");
        one.ExpectGrade("tone");

        EvidenceRow again = new(pool, 0);
        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
        Assert.Equal("2026-02-01", again.Text("started_at"));
        Assert.Equal("open", again.Text("tone_grade_status"));
        Assert.True(again.HasFailedGrade);
        Assert.Equal("1/2/2026", other.Text("started_at"));
        Assert.False(other.Has("tone_grade_status"));
    }

    /// <summary>Few rows have the same cells in the same order, and many texts are those of the row before.</summary>
    private static JsonObject RowOf(int index, Random random)
    {
        var row = new JsonObject { ["case_id"] = FormattableString.Invariant($"case {index}") };
        for (int cell = random.Next(1, 40); cell > 0; cell--)
        {
            string name = FormattableString.Invariant($"column_{random.Next(600)}");
            row[name] = random.Next(4) switch
            {
                0 => JsonNode.Parse(Numbers[random.Next(Numbers.Length)]),
                1 => JsonValue.Create(random.Next(2) == 0),
                2 => null,
                _ => JsonValue.Create(Texts[random.Next(Texts.Length)]),
            };
        }

        return row;
    }

    private static string TextOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "",
        JsonValueKind.String => value.GetValue<string>().Trim(),
        _ => value.ToJsonString(),
    };

    private static double? NumberOf(string text) => text.Length == 0 ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
