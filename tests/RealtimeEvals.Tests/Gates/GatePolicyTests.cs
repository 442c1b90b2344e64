using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

public sealed class GatePolicyTests : IDisposable
{
    private const string ReleaseRules = """["pass_rate >= 0.95", "grade_mean[tag=refund] >= 1 (n >= 5)"]""";

    private const string Json =
        $$"""
        {
          "x-note": "two sets",
          "sets": {
            "release": { "rules": {{ReleaseRules}}, "minimum_samples": 10, "maximum_age_hours": 24 },
            "smoke": { "rules": ["errored == 0"], "x-why": "quick" }
          }
        }
        """;

    private const string Psd1 =
        """
        # two sets
        @{
            Sets = @{
                Release = @{
                    Rules           = 'pass_rate >= 0.95', 'grade_mean[tag=refund] >= 1 (n >= 5)'
                    MinimumSamples  = 10
                    MaximumAgeHours = 24
                }
                Smoke = @{ Rules = @('errored == 0') }
            }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("policy.json", Json)]
    [InlineData("policy.psd1", Psd1)]
    [InlineData("POLICY.PSD1", Psd1)]
    [InlineData("bom.json", "\uFEFF" + Json)]
    [InlineData("bom.psd1", "\uFEFF" + Psd1)]
    public void Read_json_and_psd1_give_the_same(string name, string content)
    {
        string path = _folder.Write(name, content);

        GateOptions release = GatePolicy.Read(path, "release");
        GateOptions smoke = GatePolicy.Read(path, "Smoke");

        Assert.Equal(["pass_rate >= 0.95", "grade_mean[tag=refund] >= 1 (n >= 5)"], release.Rules.Select(rule => rule.Text));
        Assert.Equal(
            ("release", 10, TimeSpan.FromHours(24), false, ""),
            (release.PolicySet, release.MinimumSamples, release.MaximumAge, release.AllowSandbox, release.DataPath));
        Assert.Equal(
            ("smoke", 1, TimeSpan.FromDays(7), "errored == 0"),
            (smoke.PolicySet, smoke.MinimumSamples, smoke.MaximumAge, Assert.Single(smoke.Rules).Text));
    }

    [Fact]
    public void Read_only_set_need_not_be_named() =>
        Assert.Equal(
            "release",
            GatePolicy.Read(_folder.Write("p.json", """{"sets":{"release":{"rules":["failed == 0"]}}}"""), "").PolicySet);

    [Fact]
    public void Read_set_of_psd1_is_found_by_the_name_that_was_written() =>
        Assert.Equal(
            "release_night",
            GatePolicy.Read(
                _folder.Write("p.psd1", "@{ Sets = @{ ReleaseNight = @{ Rules = @('failed == 0') }; B = @{ Rules = @('failed == 0') } } }"),
                "ReleaseNight").PolicySet);

    [Theory]
    [InlineData("nightly", "has no set 'nightly'")]
    [InlineData("", "has several sets of rules and none is named")]
    public void Read_set_that_is_not_there_is_refused_with_the_names_of_all(string set, string words)
    {
        EvalException error = Assert.Throws<EvalException>(() => GatePolicy.Read(_folder.Write("p.json", Json), set));

        Assert.Equal((nameof(EvalErrors.PolicySetNotFound), ErrorKind.Usage), (error.ErrorId, error.Kind));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("release, smoke", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_everything_that_is_wrong_in_any_set_is_told_at_once_with_its_place()
    {
        EvalException error = Refused("p.json",
            """
            {
              "set": {},
              "sets": {
                "a": { "rules": ["pass_rate >= ", 5, ""], "minimum_samples": 0 },
                "b": { "rules": [], "maximum_age_hours": "24" },
                "c": { "rule": ["failed == 0"] },
                "d": { "rules": "failed == 0" },
                "e": 7
              }
            }
            """);

        string[] places =
        [
            "$.set:", "$.sets.a.rules[0]:", "$.sets.a.rules[1]:", "$.sets.a.rules[2]:", "$.sets.a.minimum_samples:", "$.sets.b.rules:",
            "$.sets.b.maximum_age_hours:", "$.sets.c.rule:", "$.sets.c.rules:", "$.sets.d.rules:", "$.sets.e:",
        ];
        Assert.All(places, place => Assert.Contains(place.TrimEnd(':'), error.Message, StringComparison.Ordinal));
        Assert.Contains("position 14", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.json", "{}", "no set of rules")]
    [InlineData("p.json", """{"sets":{}}""", "no set of rules")]
    [InlineData("p.json", """{"sets":{"a":null}}""", "no set of rules")]
    [InlineData("p.json", "[]", "an object")]
    [InlineData("p.json", "", "it is not JSON")]
    [InlineData("p.json", """{"sets":{"a":{"rules":["failed == 0"]},"A":{"rules":["failed >= 0"]}}}""", "only in upper and lower case")]
    [InlineData("p.json", """{"sets":{"a":{"rules":["failed == 0"],"rules":["failed >= 0"]}}}""", "it is not JSON")]
    [InlineData("p.json", """{"sets":{"a":{"rules":["failed == 0"],"allow_sandbox":true}}}""", "a key that nobody knows")]
    [InlineData("p.psd1", "@{ Sets = @{ A = @{ Rules = Get-Content x } } }", "line 1, column 29")]
    [InlineData("p.psd1", "", "it is no PowerShell data file")]
    [InlineData("p.psd1", "$null", "an object")]
    [InlineData("p.psd1", "@{ Sets = @{ A = @{ Rules = 'failed == 0' } } }", "a list")]
    public void Read_policy_that_is_wrong_is_refused(string name, string content, string words) =>
        Assert.Contains(words, Refused(name, content).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_policy_that_is_not_there_is_refused()
    {
        EvalException error = Assert.Throws<EvalException>(() => GatePolicy.Read(_folder.PathOf("none.json"), ""));

        Assert.Equal(nameof(EvalErrors.InvalidInput), error.ErrorId);
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Combine_adds_rules_and_puts_limits_in_the_place_of_those_of_the_policy()
    {
        GateOptions policy = GatePolicy.Read(_folder.Write("p.json", Json), "release");

        GateOptions same = GateOptions.Combine(policy, [], null, null);
        GateOptions other = GateOptions.Combine(policy, [GateRule.Parse("failed == 0")], 3, 0.5);

        Assert.Equal((2, 10, TimeSpan.FromHours(24)), (same.Rules.Count, same.MinimumSamples, same.MaximumAge));
        Assert.Equal(
            (3, 3, TimeSpan.FromMinutes(30), "release"),
            (other.Rules.Count, other.MinimumSamples, other.MaximumAge, other.PolicySet));
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(null, -1.0)]
    [InlineData(null, 0.0)]
    [InlineData(null, double.NaN)]
    [InlineData(null, double.PositiveInfinity)]
    public void Combine_limit_out_of_range_is_refused(int? samples, double? hours) =>
        Assert.Equal(
            nameof(EvalErrors.InvalidSetting),
            Assert.Throws<EvalException>(() => GateOptions.Combine(new GateOptions(), [], samples, hours)).ErrorId);

    public void Dispose() => _folder.Dispose();

    private EvalException Refused(string name, string content)
    {
        EvalException error = Assert.Throws<EvalException>(() => GatePolicy.Read(_folder.Write(name, content), "a"));
        Assert.Equal((nameof(EvalErrors.InvalidInput), ErrorKind.Data), (error.ErrorId, error.Kind));
        return error;
    }
}
