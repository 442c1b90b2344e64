using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RealtimeEvals.Adapters.Plots;
using RealtimeEvals.Plots;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Plots;

/// <summary>What a picture tells is what summary.json tells.</summary>
public sealed partial class PlotNumbersTests(FinishedCrawl crawl, FinishedConversations conversations)
    : IClassFixture<FinishedCrawl>, IClassFixture<FinishedConversations>
{
    [Fact]
    public void Scorecard_of_a_crawl_has_the_numbers_of_the_summary() => Compare(crawl, "grade");

    [Fact]
    public void Scorecard_of_conversations_has_the_numbers_of_the_summary() => Compare(conversations, "goal_completion_grade");

    [Fact]
    public void Tokens_and_cost_are_those_of_the_summary()
    {
        (string[] texts, JsonElement summary) = Draw(conversations, PlotKind.CostAndTokens);

        string[] keys =
            ["input_tokens", "cached_tokens", "output_tokens", "caller_output_tokens", "judge_input_tokens", "judge_output_tokens"];
        Assert.All(keys, key => Assert.Contains(Whole(summary.GetProperty($"{key}_total").GetDouble()), texts));
        Assert.Contains("Cost of agent and caller: $0.00", texts);
    }

    [Fact]
    public void Percentiles_at_the_curve_of_latency_are_those_of_the_summary()
    {
        (string[] texts, JsonElement summary) = Draw(crawl, PlotKind.LatencyEcdf);

        foreach (string percentile in new[] { "p50", "p95", "p99" })
        {
            double told = NumberOf(Assert.Single(texts, text => text.StartsWith($"{percentile} ", StringComparison.Ordinal))[4..]);
            AssertSame(summary.GetProperty($"latency_first_audio_ms_{percentile}").GetDouble(), told);
        }
    }

    private static void Compare(IFinishedRun run, string grade)
    {
        (string[] texts, JsonElement summary) = Draw(run, PlotKind.Scorecard);
        int planned = summary.GetProperty("planned").GetInt32();
        AssertRate("pass rate", summary.GetProperty("pass_rate").GetDouble(), planned);
        if (summary.TryGetProperty($"{grade}_mean", out JsonElement mean)) AssertRate(grade.Replace('_', ' '), mean.GetDouble(), null);
        foreach (JsonProperty rate in summary.EnumerateObject().Where(one => one.Name.EndsWith("_rate", StringComparison.Ordinal)))
        {
            if (rate.Name == "pass_rate" || rate.Value.ValueKind == JsonValueKind.Null) continue;
            int known = summary.GetProperty($"{rate.Name[..^5]}_n").GetInt32();
            AssertRate(rate.Name[..^5].Replace('_', ' '), rate.Value.GetDouble(), known);
        }

        foreach (string figure in new[] { "latency_first_audio_ms", "latency_response_done_ms" })
        {
            foreach (string percentile in new[] { "p50", "p95", "p99" })
            {
                double value = summary.GetProperty($"{figure}_{percentile}").GetDouble();
                Assert.Contains(texts, text => text.EndsWith(" ms", StringComparison.Ordinal) && IsSame(value, NumberOf(text)));
            }
        }

        void AssertRate(string label, double value, int? count)
        {
            int at = Array.FindIndex(texts, text => text == label);
            Assert.True(at >= 0, $"'{label}' is not in {string.Join(" | ", texts)}");
            string told = texts[at + 1];
            Assert.Equal(value * 100, NumberOf(told), 0.0501);
            if (count is int known) Assert.EndsWith(FormattableString.Invariant($"n={known}"), told, StringComparison.Ordinal);
        }
    }

    private static (string[] Texts, JsonElement Summary) Draw(IFinishedRun run, PlotKind kind)
    {
        PlotSheet sheet = PlotCatalog.Make(kind, [PlotRun.Read(run.RunPath)])!;
        XElement svg = XElement.Parse(
            System.Text.Encoding.UTF8.GetString(new PlotPainter().Draw(sheet, PlotFormat.Svg, PlotTheme.Light)));
        string summary = File.ReadAllText(Path.Combine(run.RunPath, "summary.json"));
        return ([.. svg.Descendants().Where(one => one.Name.LocalName == "text").Select(one => one.Value)], JsonElement.Parse(summary));
    }

    private static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static double NumberOf(string text) => double.Parse(Number().Match(text).Value, CultureInfo.InvariantCulture);

    private static void AssertSame(double expected, double told) => Assert.True(IsSame(expected, told), $"{told} is not {expected}");

    /// <summary>Whether a number is another one rounded as pictures do: to a decimal below 100, else to a whole number.</summary>
    private static bool IsSame(double expected, double told) => Math.Abs(expected - told) <= (expected < 100 ? 0.0501 : 0.501);

    [GeneratedRegex(@"[\d,]+(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
