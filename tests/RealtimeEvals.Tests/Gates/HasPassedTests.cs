using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>A report that has come a long way is not believed by its verdict alone.</summary>
public sealed class HasPassedTests
{
    private static readonly RuleResult Held = new("errored == 0", GateVerdict.Passed, 0, "==", 0, 1, GateReason.None, "");
    private static readonly GateReport Good =
        new() { Verdict = GateVerdict.Passed, EvidenceAt = DateTimeOffset.UnixEpoch, Rules = new([Held]) };

    [Fact]
    public void Report_whose_parts_say_the_same_has_passed() => Assert.True(GateEngine.HasPassed(Good));

    [Fact]
    public void Report_whose_parts_say_otherwise_has_not()
    {
        Assert.False(GateEngine.HasPassed(Good with { Verdict = GateVerdict.NotEvaluated }));
        Assert.False(GateEngine.HasPassed(Good with { EvidenceAt = null }));
        Assert.False(GateEngine.HasPassed(Good with { Rules = ValueList<RuleResult>.Empty }));
        Assert.False(GateEngine.HasPassed(Good with { Rules = new([Held, Held with { Verdict = GateVerdict.Failed }]) }));
        Assert.False(GateEngine.HasPassed(Good with { Findings = new([new GateFinding(GateReason.Stale, "old")]) }));
    }
}
