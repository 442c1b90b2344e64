using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Mind;

public sealed class JudgeMindTests
{
    private const string Rules =
        """
        {"rules":[
          {"name":"rude","matches":"\\brude\\b[\\s\\S]*\\bagent\\b","grade":0,"rationale":"rude."},
          {"name":"absent","matches":"\\babsent\\b","grade":null,"rationale":"absent."},
          {"name":"rude again","matches":"\\brude\\b","grade":1,"rationale":"never alone."}],
         "otherwise":{"grade":0,"rationale":"nothing found."}}
        """;

    [Theory(Timeout = 300_000)]
    [InlineData("RUDE\nand so was the Agent, who was absent", 0, "rude.")]
    [InlineData("nobody but absent", null, "absent.")]
    [InlineData("rude and absent", null, "absent.")]
    [InlineData("rude", 1, "never alone.")]
    [InlineData("", 0, "nothing found.")]
    public void First_rule_that_matches_counts(string input, int? grade, string rationale)
    {
        using var folder = new TemporaryFolder();

        JudgeDecision verdict = Load(folder, Rules).Decide(input, mayNotApply: true);

        Assert.Equal((grade, "Sandbox judge, by rule: " + rationale), (verdict.Grade, verdict.Rationale));
    }

    [Fact(Timeout = 300_000)]
    public void Rule_that_does_not_apply_passes_where_that_cannot_be_said()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(1, Load(folder, Rules).Decide("absent", mayNotApply: false).Grade);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("not JSON", "")]
    [InlineData("null", "")]
    [InlineData("""{"rules":[]}""", "otherwise")]
    [InlineData("""{"rules":[],"otherwise":{"grade":1,"rationale":"r","mood":"good"}}""", "mood")]
    [InlineData("""{"rules":[],"otherwise":{"grade":2,"rationale":"r"}}""", "'otherwise'")]
    [InlineData("""{"rules":[],"otherwise":{"rationale":"r"}}""", "grade")]
    [InlineData(
        """{"rules":[{"name":"n","matches":"(","grade":1,"rationale":"r"}],"otherwise":{"grade":1,"rationale":"r"}}""",
        "'matches' of rule 'n'")]
    [InlineData(
        """{"rules":[{"name":"n","matches":"x","grade":-1,"rationale":"r"}],"otherwise":{"grade":1,"rationale":"r"}}""",
        "rule 'n' is -1")]
    public void Rules_that_are_wrong_are_refused(string rules, string reason)
    {
        using var folder = new TemporaryFolder();

        EvalException exception = Assert.Throws<EvalException>(() => Load(folder, rules));

        Assert.Equal(nameof(EvalErrors.InvalidSandboxRules), exception.ErrorId);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Sandbox_with_rules_of_its_own_has_the_shipped_judge_unless_it_brings_one()
    {
        using var folder = new TemporaryFolder();
        File.Copy(ProductData.PathOf("sandbox", "crawl.json"), folder.PathOf("crawl.json"));

        Assert.Equal("Sandbox judge, by rule: the text asks the sandbox for a grade of 0.", await AskAsync(folder, "sandbox judge: fail"));
        Directory.CreateDirectory(folder.PathOf("judge"));
        EvalException exception = Assert.Throws<EvalException>(
            () => SandboxServer.Start(new SandboxOptions { RulesPath = folder.Path }, TimeProvider.System));
        Assert.Equal(nameof(EvalErrors.InvalidSandboxRules), exception.ErrorId);
        Load(folder, Rules);
        Assert.Equal("Sandbox judge, by rule: nothing found.", await AskAsync(folder, "sandbox judge: fail"));
    }

    private static JudgeMind Load(TemporaryFolder folder, string rules)
    {
        Directory.CreateDirectory(folder.PathOf("judge"));
        File.WriteAllText(folder.PathOf("judge", "rules.json"), rules);
        return JudgeMind.Load(folder.Path);
    }

    private static async Task<string?> AskAsync(TemporaryFolder folder, string input)
    {
        await using SandboxServer sandbox = TestSandbox.Start(new SandboxOptions { RulesPath = folder.Path });
        using HttpResponseMessage response = await RestCall.PostJsonAsync(
            sandbox, "/v1/responses", $$"""{"model":"gpt-5.1","input":"{{input}}"}""");
        string answer =
            (await RestCall.JsonOf(response)).GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()!;
        return Given.Json(answer).GetProperty("rationale").GetString();
    }
}
