using RealtimeEvals.Model;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Mind;

public sealed class SandboxMindTests : IDisposable
{
    private const string Ends = """ "otherwise":{"says":"pardon"},"inaudible":{"says":"louder"},"after_tool":{"says":"done"} """;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("tea", "", null, "coffee?")]
    [InlineData("TEA", "Milk or lemon?", null, "here is tea with it")]
    [InlineData("yes", "Milk or lemon?", null, "which?")]
    [InlineData("yes", "", null, "pardon")]
    [InlineData("", "Milk or lemon?", null, "louder")]
    [InlineData("tea", "Milk or lemon?", "{\"pot\":\"hot\"}", "the hot pot, with lemon")]
    [InlineData("tea", "milk?", "{\"pot\":\"hot\"}", "the hot pot")]
    [InlineData("", "", "{\"pot\":\"hot\"}", "the hot pot")]
    [InlineData("tea", "Milk or lemon?", "{}", "done")]
    [InlineData("tea", "", "", "done")]
    public void First_rule_whose_expressions_are_all_found_counts(string heard, string said, string? output, string says)
    {
        Write("a.json", """
            {"rules":[
              {"name":"pot-and-lemon","output":"\"pot\":\"(?<how>[a-z]+)\"","said":"\\b(?<with>lemon)\\b",
            """ + """
            "says":"the {how} pot, with {with}"},
              {"name":"pot","output":"\"pot\":\"(?<how>[a-z]+)\"","says":"the {how} pot"},
              {"name":"both","hears":"\\btea\\b","said":"\\bmilk\\b","says":"here is tea with it"},
              {"name":"said-alone","said":"\\bmilk\\b","says":"which?"},
              {"name":"heard-alone","hears":"\\btea\\b","says":"coffee?"}],
            """);

        Assert.Equal(says, Load().Answer(new Situation("Be kind.", heard, [said], output, [])).Says);
    }

    [Fact]
    public void Groups_of_every_expression_fill_words_and_arguments()
    {
        Write("default.json", """{"rules":[],""");
        Write("shop.json", """
            {"when":"\\bYou are (?<who>\\w+) of (?<shop>\\w+)\\b",
             "rules":[{"name":"pay","hears":"pay (?<amount>[0-9.]+)","said":"for (?<order>LK-[0-9]+)",
            """ + """
            "says":"{who} of {shop} takes {amount} for {order}",
               "calls":[{"name":"pay","arguments":{"order":"{order}","by":["{who}",{"number":"{amount}"}],
            """ + """
            "number":{"number":"-{amount}"},"kept":[true,null,7]}},
                        {"name":"absent","arguments":{}}]}],
            """);

        Reply reply = Load().Answer(
            new Situation("You are Ann of Larkspur.", "I pay 12.50 now", ["Your bill for LK-7, please."], null, ["pay"]));

        Assert.Equal("Ann of Larkspur takes 12.50 for LK-7", reply.Says);
        Assert.Equal([("pay", """{"order":"LK-7","by":["Ann",12.50],"number":-12.50,"kept":[true,null,7]}""")], reply.Calls);
    }

    [Theory]
    [InlineData("You are a SHOP with a bar", "shop")]
    [InlineData("you mind the bar", "bar")]
    [InlineData("You are somebody else.", "anyone")]
    [InlineData("", "anyone")]
    public void File_whose_when_is_found_first_in_the_order_of_names_plays(string instructions, string says)
    {
        Write("z-anyone.json", """{"rules":[{"name":"r","says":"anyone"}],""");
        Write("b-shop.json", """{"when":"\\bshop\\b","rules":[{"name":"r","says":"shop"}],""");
        Write("c-bar.json", """{"when":"\\bbar\\b","rules":[{"name":"r","says":"bar"}],""");

        Assert.Equal(says, Load().Answer(new Situation(instructions, "hello", [], null, [])).Says);
    }

    [Fact]
    public void Rule_without_expressions_counts_for_anything_that_was_heard_and_for_no_tool()
    {
        Write("a.json", """{"rules":[{"name":"any","says":"hm"}],""");

        Assert.Equal(["hm", "done", "louder"], new[]
        {
            new Situation("", "anything", [], null, []), new Situation("", "anything", [], "{}", []), new Situation("", "", [], null, []),
        }.Select(situation => Load().Answer(situation).Says));
    }

    [Theory]
    [InlineData("""{"rules":[{"name":"n","says":"x","hears":"("}],""", "'hears' of rule 'n'")]
    [InlineData("""{"rules":[{"name":"n","says":"x","said":"["}],""", "'said' of rule 'n'")]
    [InlineData("""{"rules":[{"name":"n","says":"x","output":"*"}],""", "'output' of rule 'n'")]
    [InlineData("""{"when":"(","rules":[],""", "'when'")]
    [InlineData("""{"rules":[{"name":"n","says":"x","heard":"y"}],""", "heard")]
    [InlineData("""{"rules":[{"says":"x"}],""", "name")]
    [InlineData("""{"rules":[{"name":"n","says":null}],""", "says")]
    [InlineData("""{"rules":[{"name":"n","says":"x","calls":[{"name":"c"}]}],""", "arguments")]
    [InlineData("""{"when":"shop","rules":[],""", "without 'when'")]
    public void Rules_that_are_wrong_are_refused_with_their_place(string rules, string reason)
    {
        Write("a.json", rules);

        EvalException exception = Assert.Throws<EvalException>(Load);

        Assert.Equal(nameof(EvalErrors.InvalidSandboxRules), exception.ErrorId);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_is_not_there_is_refused() =>
        Assert.Equal(
            nameof(EvalErrors.InvalidSandboxRules),
            Assert.Throws<EvalException>(() => SandboxMind.Load(_folder.PathOf("nowhere"))).ErrorId);

    public void Dispose() => _folder.Dispose();

    private void Write(string name, string start) => _folder.Write(name, start + Ends + "}");

    private SandboxMind Load() => SandboxMind.Load(_folder.Path);
}
