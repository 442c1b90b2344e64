using RealtimeEvals.Comparing;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Statistics;
using RealtimeEvals.Tests.Support;

namespace RealtimeEvals.Tests.Comparing;

/// <summary>Runs that are written without being run, and compared.</summary>
public abstract class ComparedRuns : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static IEnumerable<WrittenTrial> Random(Random random, int count, double rate, double latency) =>
        WrittenRun.Trials(new string('+', count)).Select(trial => trial with
        {
            Outcome = random.NextDouble() < rate ? Outcome.Pass : Outcome.Fail,
            Latency = latency + random.Next(200),
        });

    private protected static EvalComparison Compare(CompareOptions options) => new CompareOperation(Stated.Distributions).Compare(options);

    private protected EvalComparison Compare(string before, string after) => Compare(WrittenRun.Trials(before), WrittenRun.Trials(after));

    private protected EvalComparison Compare(IReadOnlyCollection<WrittenTrial> before, IReadOnlyCollection<WrittenTrial> after) =>
        Compare(new CompareOptions { ReferencePath = Folder.Write("before", before), CandidatePath = Folder.Write("after", after) });
}
