using RealtimeEvals.Model;
using RealtimeEvals.Secrets;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Analyses;

namespace RealtimeEvals.Harness.Measuring;

/// <summary>
/// Analyses conversations on request. A model or a scorer is asked only after the user agreed; an analysis that fails is an error and a
/// result that says so, and the others go on.
/// </summary>
/// <param name="services">The external services and the clock.</param>
public sealed class QualityOperation(EvalServices services)
{
    /// <summary>Analyses conversations.</summary>
    /// <param name="conversations">The conversations.</param>
    /// <param name="options">Which analysis is made, and who is asked.</param>
    /// <param name="take">Takes each conversation with its analysis as soon as it is there, one at a time.</param>
    /// <param name="sink">Takes messages, and asks the user.</param>
    /// <param name="cancellationToken">Cancels the rest.</param>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: settings are out of range.</exception>
    public Task RunAsync(
        IReadOnlyList<MeasuredConversation> conversations,
        QualityOptions options,
        Func<AnalysedConversation, CancellationToken, ValueTask> take,
        IRunSink sink,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(take);
        ArgumentNullException.ThrowIfNull(sink);
        return RedactedOperation.RunAsync(
            options.Asks ? options.Target : null, sink, quiet => AnalyseAsync(conversations, options, take, quiet, cancellationToken));
    }

    private async Task AnalyseAsync(
        IReadOnlyList<MeasuredConversation> conversations,
        QualityOptions options,
        Func<AnalysedConversation, CancellationToken, ValueTask> take,
        IRunSink sink,
        CancellationToken cancellationToken)
    {
        if (options.FindProblems() is { Count: > 0 } problems) throw EvalErrors.InvalidSetting(problems);
        if (!options.Recomputes) conversations = await ShowStoredAsync(conversations, options, sink, cancellationToken);
        if (conversations.Count == 0) return;
        if (ActionOf(conversations, options) is string action)
        {
            if (!await sink.ConfirmAsync(Describe(conversations), action, cancellationToken)) return;
            if (options.Asks) ModelEndDates.Warn(options.Target!, sink, services.Time, options.Model);
        }

        IConversationAnalysis analysis = AnalysisOf(options);
        Redactor secrets = options.Target?.Redactor ?? Redactor.None;
        using var turn = new SemaphoreSlim(1);
        int done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(conversations, parallel, async (conversation, token) =>
        {
            AnalysedConversation found = (await analysis.AnalyseAsync(conversation, token)).Without(secrets);
            await turn.WaitAsync(token);
            try
            {
                if (found.Analysis.IsFailed) sink.Error(ErrorOf(found.Quality));
                await take(found, token);
                sink.Progress(new RunProgress("Analysing conversations", ++done, conversations.Count, conversation.Name, null));
            }
            finally
            {
                turn.Release();
            }
        });
    }

    /// <summary>Shows what the store has already.</summary>
    /// <returns>The conversations that still have to be analysed.</returns>
    private static async Task<IReadOnlyList<MeasuredConversation>> ShowStoredAsync(
        IReadOnlyList<MeasuredConversation> conversations, QualityOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        var left = new List<MeasuredConversation>();
        foreach (MeasuredConversation conversation in conversations)
        {
            if (StoredAnalysis.Find(conversation, options.Kind) is ConversationQuality stored) await sink.EmitAsync(stored, cancellationToken);
            else left.Add(conversation);
        }

        return left;
    }

    private IConversationAnalysis AnalysisOf(QualityOptions options) => options switch
    {
        { Scorer: ScorerProgram scorer } => new ScorerAnalysis(scorer, services.Time),
        { Asks: true } => new QuestionAnalysis(
            services.TextModelFor(options.Address), options.Model, options.Target!.Provider, options.Limit, services.Time),
        _ => new SimpleAnalysis(services.Time),
    };

    /// <summary>Returns what the user is asked about; null when nothing is run and nobody is asked.</summary>
    private static string? ActionOf(IReadOnlyList<MeasuredConversation> conversations, QualityOptions options)
    {
        if (options.Scorer is ScorerProgram scorer) return $"Run the scorer {scorer.Path}";
        if (!options.Asks) return null;
        var plan = QualityPlan.Of(conversations, options);
        return plan.Count == 0 ? null : plan.Describe(options);
    }

    private static string Describe(IReadOnlyList<MeasuredConversation> conversations) => conversations.Count == 1
        ? conversations[0].Name
        : FormattableString.Invariant($"{conversations.Count} conversations");

    private static RunError ErrorOf(ConversationQuality failed) => RunError.Of(
        EvalErrors.ConversationAnalysisFailed(failed.Kind, failed.Conversation, failed.ErrorMessage), failed.Conversation);
}
