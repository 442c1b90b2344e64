using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Analyses;
using RealtimeEvals.Transcripts.Kinds;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>Measures interviews of the store on request, and keeps what comes of it there.</summary>
/// <param name="options">The options of the dashboard.</param>
/// <param name="services">The services of the operations.</param>
/// <param name="book">The runs of the store.</param>
internal sealed class InterviewMeasures(DashboardOptions options, EvalServices services, RunBook book)
{
    /// <summary>The name under which the analysis of the scorer is kept: that of the benchmark platform of vCDR.</summary>
    public const string ScorerKind = "vcdr";

    /// <summary>Whether there is a scorer.</summary>
    public bool HasScorer => options.Scorer is not null;

    /// <summary>Runs the deterministic tests on a conversation: ours, and those of the benchmark platform of vCDR.</summary>
    public static IReadOnlyList<ConversationVariable> Test(MeasuredConversation conversation) =>
    [
        .. ConversationTests.Measure(conversation, TestPreset.Standard),
        .. ConversationTests.Measure(conversation, TestPreset.Seed),
    ];

    /// <summary>Runs the deterministic tests on an interview, and keeps their values instead of earlier ones.</summary>
    /// <param name="run">The interview with its turns.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>.</exception>
    public IReadOnlyList<ConversationVariable> Test(BenchmarkRun run)
    {
        IReadOnlyList<ConversationVariable> tests = Test(StoredConversation.Of(run));
        book.Store.Replace(run.Key, tests);
        return tests;
    }

    /// <summary>Makes the analyses that cost nothing: counts of turns and lengths, and that of the scorer where there is one.</summary>
    /// <param name="run">The interview with its turns.</param>
    /// <param name="cancellationToken">Cancels the rest.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>.</exception>
    public async Task AnalyseAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        foreach (BenchmarkAnalysis analysis in await AnalyseAsync(StoredConversation.Of(run), cancellationToken))
        {
            book.Store.Add(run.Key, analysis);
        }
    }

    /// <summary>Makes the analyses that cost nothing, and keeps nothing.</summary>
    public async Task<IReadOnlyList<BenchmarkAnalysis>> AnalyseAsync(
        MeasuredConversation conversation, CancellationToken cancellationToken)
    {
        var sink = new QuietSink();
        BenchmarkAnalysis simple = await MakeAsync(conversation, new QualityOptions { Recomputes = true }, sink, cancellationToken);
        if (options.Scorer is not { } scorer) return [simple];
        var scored = new QualityOptions { Scorer = scorer, Recomputes = true };
        return [simple, await MakeAsync(conversation, scored, sink, cancellationToken) with { Kind = ScorerKind }];
    }

    /// <summary>Has a model look for every question of the prompt.</summary>
    /// <param name="run">The interview with its turns.</param>
    /// <param name="isAgreed">Whether the user has seen what it costs and agreed.</param>
    /// <param name="cancellationToken">Cancels the rest.</param>
    /// <returns>What would be done, where the user has not agreed; empty when it was done.</returns>
    /// <exception cref="EvalException"><c>ApiKeyMissing</c>, <c>InvalidSetting</c>, <c>StoreUnusable</c>.</exception>
    public async Task<string> AskAsync(BenchmarkRun run, bool isAgreed, CancellationToken cancellationToken)
    {
        var sink = new QuietSink { Agrees = isAgreed };
        var asked = new QualityOptions { Analysis = AnalysisKind.Question, Target = options.Target(), Recomputes = true };
        BenchmarkAnalysis? made = await FindAsync(StoredConversation.Of(run), asked, sink, cancellationToken);
        if (made is null) return sink.Action;
        book.Store.Add(run.Key, made);
        return "";
    }

    private async Task<BenchmarkAnalysis> MakeAsync(
        MeasuredConversation conversation, QualityOptions quality, QuietSink sink, CancellationToken cancellationToken) =>
        (await FindAsync(conversation, quality, sink, cancellationToken))!;

    private async Task<BenchmarkAnalysis?> FindAsync(
        MeasuredConversation conversation, QualityOptions quality, QuietSink sink, CancellationToken cancellationToken)
    {
        BenchmarkAnalysis? made = null;
        await new QualityOperation(services).RunAsync(
            [conversation],
            quality,
            (done, _) =>
            {
                made = done.Analysis;
                return ValueTask.CompletedTask;
            },
            sink,
            cancellationToken);
        return made;
    }
}
