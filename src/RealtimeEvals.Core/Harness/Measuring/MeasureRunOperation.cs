using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Judging;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Harness.Measuring;

/// <summary>
/// Measures a stored run of conversations: has it judged again if a judge is given, decides each conversation, and rewrites table and
/// summary from the journal. The agent is not called. Emits a <see cref="ConversationResult"/> for each conversation. Of a run of
/// another harness only table and summary are written.
/// </summary>
/// <param name="services">The external services and the clock.</param>
public sealed class MeasureRunOperation(EvalServices services)
{
    /// <summary>Measures a run.</summary>
    /// <param name="options">The run, and the judge.</param>
    /// <param name="sink">Takes the results.</param>
    /// <param name="cancellationToken">Cancels the measuring; conversations that have been judged are kept.</param>
    /// <returns>Whether every planned conversation has been held.</returns>
    /// <exception cref="EvalException">
    /// <c>InvalidSetting</c>, <c>RunNotFound</c>, <c>NotAConversationRun</c>, <c>RunInUse</c>, or evidence could not be read or written.
    /// </exception>
    public Task<bool> RunAsync(MeasureRunOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        return RedactedOperation.RunAsync(options.Target, sink, quiet => MeasureAsync(options, quiet, cancellationToken));
    }

    private async Task<bool> MeasureAsync(MeasureRunOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        if (options.FindProblems() is { Count: > 0 } problems) throw EvalErrors.InvalidSetting(problems);
        IStoredRun stored = RunStores.Find(options.RunPath) ?? throw EvalErrors.RunNotFound(options.RunPath);
        if (options.Target is not null && stored.Manifest.Provider == ServiceTarget.ImportedProvider)
        {
            throw EvalErrors.InvalidSetting(
                ["The results are those of another program, whose criteria are not known; nothing can be judged."]);
        }

        if (stored.Manifest.Harness != ConversationHarness.OfConversations.Name)
        {
            return await new SummaryRenewal(services).RunAsync(options, stored, sink, cancellationToken);
        }

        using IRunWriter run = stored.Store.Resume(stored.Id) ?? throw EvalErrors.RunNotFound(options.RunPath);
        run.Files.Redactor = options.Target?.Redactor ?? Redactor.None;
        stored = run.FindStored() ?? throw EvalErrors.RunNotFound(options.RunPath);
        RunManifest manifest = stored.Manifest;
        var results = new ConcurrentDictionary<string, ConversationResult>(StringComparer.Ordinal);
        stored.Read<ConversationResult>(result =>
        {
            var moved = (ConversationResult)((IStoredResult)result).At(run.Files.Path);
            results[result.ConversationId] = ConversationVerdict.Of(moved);
        });

        if (options.Target is not null) manifest = WithJudge(manifest, options);
        string action = options.Target is ServiceTarget asked
            ? FormattableString.Invariant($"Judge {results.Count} conversations with {JudgeModel(manifest)} at ")
                + (asked.Provider == ServiceTarget.SandboxProvider ? asked.Provider : asked.ShownRest)
                + "; estimated cost unknown"
            : FormattableString.Invariant($"Write table and summary of {results.Count} conversations anew");
        if (!await sink.ConfirmAsync(options.RunPath, action, cancellationToken)) return true;

        if (options.Target is ServiceTarget target)
        {
            manifest = await JudgeAsync(manifest, options, target, run, results, sink, cancellationToken);
        }
        else
        {
            Write(run, manifest, results);
        }

        RunPresentation.Renew(services.Pages, run.Files, results.Count, sink, cancellationToken);
        foreach (ConversationResult result in Ordered(results)) await ShowAsync(manifest, run.Files, result, sink, cancellationToken);
        if (options.Summary)
        {
            var summary = EvalRunSummary.Of(manifest, run.Files.Path, RunFigures.Of(Ordered(results)));
            await sink.EmitAsync(summary, cancellationToken);
        }

        int held = results.Values.Count(result => result.EndReason != EndReason.NotHeld);
        if (manifest.State == RunState.Completed && held == manifest.Planned) return true;
        sink.Warning(FormattableString.Invariant(
            $"{held} of {manifest.Planned} conversations have been held; resume the run to hold the rest."));
        return false;
    }

    private static string JudgeModel(RunManifest manifest) => (string?)manifest.Settings[ConversationRunSettings.JudgeModel] ?? "";

    private static string TranscriptionModel(RunManifest manifest) =>
        (string?)manifest.Settings[ConversationRunSettings.TranscriptionModel] ?? "";

    private static async Task ShowAsync(
        RunManifest manifest, RunFolder folder, ConversationResult result, IRunSink sink, CancellationToken cancellationToken)
    {
        if (result.Outcome == Outcome.Error)
        {
            string evidence = folder.PathOf(((IStoredResult)result).GetEvidencePath());
            string advice = $"Look into {evidence}, then resume the run '{manifest.RunId}' or have it judged anew.";
            sink.Error(RunError.Of(EvalErrors.CaseFailed(result.ConversationId, result.ToString(), advice), result.ConversationId));
        }

        await sink.EmitAsync(result, cancellationToken);
    }

    /// <summary>Returns the manifest with the settings of the judge that is asked now.</summary>
    private static RunManifest WithJudge(RunManifest manifest, MeasureRunOptions options)
    {
        var settings = (JsonObject)manifest.Settings.DeepClone();
        if (options.JudgeModel.Length > 0) settings[ConversationRunSettings.JudgeModel] = options.JudgeModel;
        if (options.JudgeSamples is int samples) settings[ConversationRunSettings.JudgeSamples] = samples;
        if (options.TranscriptionModel.Length > 0) settings[ConversationRunSettings.TranscriptionModel] = options.TranscriptionModel;
        RunManifest changed = manifest with { Settings = settings };
        return JudgeModel(changed).Length > 0 && TranscriptionModel(changed).Length > 0
            ? changed
            : throw EvalErrors.InvalidSetting(["No judge model, or no transcription model, is named; the run names none either."]);
    }

    /// <summary>
    /// Judges all conversations. While they are judged, and if the judging is interrupted, the run is not complete and so is no evidence.
    /// </summary>
    private async Task<RunManifest> JudgeAsync(
        RunManifest manifest,
        MeasureRunOptions options,
        ServiceTarget target,
        IRunWriter run,
        ConcurrentDictionary<string, ConversationResult> results,
        IRunSink sink,
        CancellationToken cancellationToken)
    {
        RunState state = RunState.Failed;
        string error = "";
        run.Begin(manifest with { State = RunState.Running, EvidenceSha256 = RunManifest.NoHashes });
        try
        {
            // The grades of the previous judge are removed for all conversations first, so that an interrupted run never mixes two judges.
            foreach (ConversationResult conversation in Ordered(results).Where(JudgeStage.CanJudge))
            {
                Keep(ConversationVerdict.Of(ConversationVerdict.WithoutJudge(conversation)));
            }

            await AskAsync(manifest, options, target, run.Files, results, Keep, sink, cancellationToken);
            bool isWhole = results.Count == manifest.Planned && results.Values.All(result => result.EndReason != EndReason.NotHeld);
            state = isWhole ? RunState.Completed : manifest.State;
            error = isWhole ? "" : manifest.Error;
        }
        catch (OperationCanceledException)
        {
            state = RunState.Cancelled;
            throw;
        }
        catch (Exception exception)
        {
            error = target.Redactor.Redact(exception.Message);
            throw;
        }
        finally
        {
            bool isRehearsed = results.Values.Any(result => result.Provider == ServiceTarget.SandboxProvider);
            manifest = manifest with
            {
                State = state,
                Error = error,
                Provider = isRehearsed ? ServiceTarget.SandboxProvider : manifest.Provider,
                Finished = results.Count,
                EndedAt = services.Time.GetUtcNow(),
            };
            Write(run, manifest, results);
        }

        return manifest;

        void Keep(ConversationResult conversation)
        {
            conversation = new RedactedResults(run.Files.Redactor).Of(conversation);
            run.Append(conversation);
            results[conversation.ConversationId] = conversation;
            ConversationFiles.Of(run.Files, conversation).Write(conversation);
        }
    }

    private async Task AskAsync(
        RunManifest manifest,
        MeasureRunOptions options,
        ServiceTarget target,
        RunFolder folder,
        ConcurrentDictionary<string, ConversationResult> results,
        Action<ConversationResult> keep,
        IRunSink sink,
        CancellationToken cancellationToken)
    {
        ModelEndDates.Warn(target, sink, services.Time, JudgeModel(manifest));
        using var stage = new JudgeStage(services, new JudgeOptions(
            target,
            JudgeModel(manifest),
            (int)manifest.Settings[ConversationRunSettings.JudgeSamples]!,
            TranscriptionModel(manifest),
            new RetryTerms(RetryTerms.DefaultLimit, options.Limit, Seed: 1)));
        int finished = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Ordered(results).Where(JudgeStage.CanJudge), parallel, async (conversation, token) =>
        {
            var files = ConversationFiles.Of(folder, conversation);
            ConversationResult judged = ConversationVerdict.Of(await stage.GradeAsync(conversation, files, token));
            keep(judged);
            string told = $"{judged.ConversationId} {judged.Outcome}";
            sink.Progress(new RunProgress($"judge {manifest.RunId}", Interlocked.Increment(ref finished), results.Count, told, null));
        });
    }

    private void Write(IRunWriter run, RunManifest manifest, ConcurrentDictionary<string, ConversationResult> results)
    {
        ConversationResult[] decided = Ordered(results);
        manifest = RunOrigin.WithModels(manifest, decided, run.Files.Redactor);
        ConversationHarness.OfConversations.Write(run.Files, services.Tables, services.Distributions, manifest, decided);
        run.Seal(manifest);
    }

    private static ConversationResult[] Ordered(ConcurrentDictionary<string, ConversationResult> results) =>
        [.. results.Values.OrderBy(result => result.ConversationNumber)];
}
