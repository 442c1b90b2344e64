using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

public sealed class GateRegistryStubTests
{
    [Fact]
    public void Write_makes_an_entry_that_decides_nothing() => Assert.Equal(
        """
          openai_evals_refusal_smoke_pass:
            category: shadow
            intent: "No prompt of the smoke went \"unrefused\"."
            stability: experimental
            default_normative: false

        """.ReplaceLineEndings("\n"),
        GateRegistryStub.Write("openai_evals_refusal_smoke_pass", "shadow", "No prompt of the smoke went \"unrefused\"."));

    [Theory]
    [InlineData("refusal-smoke.v1", "refusal-smoke.v1")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("#a", "\"#a\"")]
    [InlineData("1e5", "\"1e5\"")]
    [InlineData("2026-11-20", "\"2026-11-20\"")]
    [InlineData("Yes", "\"Yes\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("~", "\"~\"")]
    [InlineData("-", "\"-\"")]
    [InlineData("é😀", "\"é😀\"")]
    [InlineData("a\u00a0b", "\"a\\U000000A0b\"")]
    [InlineData("a\\\"b", "\"a\\\\\\\"b\"")]
    public void Write_quotes_a_key_that_would_be_read_as_something_else(string key, string expected) =>
        Assert.StartsWith($"  {expected}:\n", GateRegistryStub.Write(key, "shadow", "x"), StringComparison.Ordinal);

    [Fact]
    public void Write_refuses_what_is_no_key() =>
        Assert.Equal("InvalidGateKey", Assert.Throws<EvalException>(() => GateRegistryStub.Write("gates", "shadow", "x")).ErrorId);
}
