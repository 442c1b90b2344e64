using RealtimeEvals.Comparing;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Comparing;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates.Reasons;

/// <summary>Reasons that lie in what a run is held against.</summary>
public sealed class BaselineReasonTests : IDisposable
{
    private const string Rule = "regressions == 0";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void BaselineMissing() => Because.NotEvaluated(Evaluate("", "++++++++++"), GateReason.BaselineMissing);

    [Fact]
    public void NotComparable()
    {
        string baseline = BaselineOperation.Export(new BaselineOptions
        {
            RunPath = _folder.Write("approved", WrittenRun.Trials("++++++++++")),
            OutputPath = _folder.PathOf("baseline.jsonl"),
        }).Path;
        Because.Nothing(Evaluate(baseline, "++++++++++"));
        Because.NotEvaluated(Evaluate(baseline, "+++++++++"), GateReason.NotComparable);
    }

    public void Dispose() => _folder.Dispose();

    private GateReport Evaluate(string baseline, string outcomes)
    {
        GateOptions gate = Gated.Rehearsal() with { Rules = [GateRule.Parse(Rule)], BaselinePath = baseline };
        return gate.Evaluate(StoredRunEvidence.Read(_folder.Write("run", WrittenRun.Trials(outcomes))));
    }
}
