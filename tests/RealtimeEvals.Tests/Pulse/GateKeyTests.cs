using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

public sealed class GateKeyTests
{
    [Theory]
    [InlineData("openai_evals_refusal_smoke_pass")]
    [InlineData("refusal smoke")]
    [InlineData("Version")]
    [InlineData("é→😀")]
    public void Require_takes_a_key(string key) => GateKey.Require(key);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" a")]
    [InlineData("a\u00a0")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    [InlineData("a\u200bb")]
    [InlineData("a\u2028b")]
    [InlineData("version")]
    [InlineData("created_utc")]
    [InlineData("gates")]
    [InlineData("metrics")]
    [InlineData("external")]
    [InlineData("meta")]
    [InlineData("diagnostics")]
    [InlineData("openai_evals_v0")]
    [InlineData("realtime_evals")]
    [InlineData("run_mode")]
    public void Require_refuses_what_could_not_be_seen_or_would_destroy_something(string key)
    {
        EvalException error = Assert.Throws<EvalException>(() => GateKey.Require(key));

        Assert.Equal("InvalidGateKey", error.ErrorId);
        Assert.Equal(ErrorKind.Usage, error.Kind);
    }

    [Fact]
    public void Require_refuses_half_of_a_surrogate_pair() => Assert.Throws<EvalException>(() => GateKey.Require("a" + (char)0xd800));

    [Fact]
    public void Require_takes_200_characters_and_no_more()
    {
        GateKey.Require(new string('a', 200));

        Assert.Throws<EvalException>(() => GateKey.Require(new string('a', 201)));
    }

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"gates":{"k":false},"k":true}""", true)]
    [InlineData("""{"gates":{"k":"true"}}""", false)]
    [InlineData("""{"gates":{"k":null}}""", false)]
    [InlineData("""{"gates":{},"k":{"precious":1}}""", false)]
    [InlineData("""{"gates":{},"\u006b":[]}""", false)]
    public void Require_looks_into_the_status_file(string status, bool isFree)
    {
        using var document = JsonDocument.Parse(status);

        EvalException? error = Record.Exception(() => GateKey.Require("k", document.RootElement)) as EvalException;

        Assert.Equal(isFree ? null : "InvalidGateKey", error?.ErrorId);
    }
}
