using System.Text;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>What is hashed must be what is looked at, though somebody changes the file as often as they can.</summary>
public sealed class SwappedEvidenceTests(FinishedCrawl run) : IClassFixture<FinishedCrawl>
{
    [Fact(Timeout = 300_000)]
    public async Task Journal_that_alternates_with_a_better_one_never_passes()
    {
        using var copy = new RunCopy(run);
        string path = copy.PathOf("journal.jsonl");
        byte[] recorded = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        byte[] better = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(recorded).Replace("\"outcome\":\"fail\"", "\"outcome\":\"pass\"", StringComparison.Ordinal));
        Assert.NotEqual(recorded, better);
        GateOptions gate = Gated.Rehearsal("failed == 0");
        Assert.Equal(GateVerdict.Failed, copy.Evaluate(gate).Verdict);

        var verdicts = new List<GateVerdict>();
        using (new Swapper(path, recorded, better))
        {
            // On a full machine it may take long until the gate has met the file as it was and while it was changed.
            while (verdicts.Count < 400 || !verdicts.Contains(GateVerdict.Failed) || !verdicts.Contains(GateVerdict.NotEvaluated))
            {
                verdicts.Add(copy.Evaluate(gate).Verdict);
                await Task.Yield();
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }

        Assert.Equal(0, verdicts.Count(verdict => verdict == GateVerdict.Passed));
    }
}
