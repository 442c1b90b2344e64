using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>
/// Measures a stored run of conversations: has it judged anew where a judge is given, decides each conversation, and writes table and
/// summary from what the journal holds. The agent is not called. Emits a <see cref="ConversationResult"/> for each conversation.
/// </summary>
/// <param name="services">What the operation needs from outside.</param>
public sealed class MeasureOperation(EvalServices services)
{
    private const string SummaryName = "summary.json";

    /// <summary>Measures a run.</summary>
    /// <param name="options">Which, and by what.</param>
    /// <param name="sink">Takes the results.</param>
    /// <param name="cancellationToken">Stops the measuring; conversations that are judged stay so.</param>
    /// <returns>Whether every planned conversation has been held.</returns>
    /// <exception cref="EvalException"><c>InvalidSetting</c>, <c>RunNotFound</c>, <c>NotAConversationRun</c>, <c>RunInUse</c>, or evidence could not be read or written.</exception>
    public async Task<bool> RunAsync(MeasureOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        if (options.FindFaults() is { Count: > 0 } faults) throw EvalErrors.InvalidSetting(faults);
        using RunFolder folder = RunFolder.TryOpen(Path.GetDirectoryName(options.RunPath)!, Path.GetFileName(options.RunPath)) ?? throw EvalErrors.RunNotFound(options.RunPath);
        RunManifest manifest = folder.ReadManifest() ?? throw EvalErrors.RunNotFound(options.RunPath);
        if (manifest.Harness != ConversationHarness.HarnessName) throw EvalErrors.NotAConversationRun(options.RunPath, manifest.Harness);
        using Journal<ConversationResult> journal = Journal<ConversationResult>.Open(folder.PathOf(Journal<ConversationResult>.FileName));
        var results = new ConcurrentDictionary<string, ConversationResult>(StringComparer.Ordinal);
        foreach (ConversationResult entry in journal.Entries) results[entry.ConversationId] = (ConversationResult)entry.At(folder.Path);
        manifest = WithJudge(manifest, options);
        string model = (string?)manifest.Settings[ConversationRunSettings.JudgeModel] ?? "";
        if (options.Target is not null && !await sink.ConfirmAsync(options.RunPath, FormattableString.Invariant($"Judge {results.Count} conversations with {model} at {options.Target.Provider}"), cancellationToken)) return true;

        RunState state = manifest.State;
        try
        {
            if (options.Target is ServiceTarget target) await JudgeAsync(manifest with { State = RunState.Running }, options, target, folder, journal, results, sink, cancellationToken);
        }
        finally
        {
            manifest = manifest with { State = state, Provider = results.Values.Any(result => result.Provider == ServiceTarget.SandboxProvider) ? ServiceTarget.SandboxProvider : manifest.Provider };
            Write(folder, manifest, Ordered(results));
        }

        foreach (ConversationResult result in Ordered(results)) await sink.EmitAsync(ConversationVerdict.Of(result), cancellationToken);
        if (results.Count == manifest.Planned) return true;
        sink.Warning(FormattableString.Invariant($"{results.Count} of {manifest.Planned} conversations have been held; resume the run to hold the rest."));
        return false;
    }

    /// <summary>The manifest with the judge that is asked now.</summary>
    private static RunManifest WithJudge(RunManifest manifest, MeasureOptions options)
    {
        var settings = (JsonObject)manifest.Settings.DeepClone();
        if (options.JudgeModel.Length > 0) settings[ConversationRunSettings.JudgeModel] = options.JudgeModel;
        if (options.JudgeSamples > 0) settings[ConversationRunSettings.JudgeSamples] = options.JudgeSamples;
        if (options.TranscriptionModel.Length > 0) settings[ConversationRunSettings.TranscriptionModel] = options.TranscriptionModel;
        if (options.Target is not null) settings[ConversationRunSettings.SkipJudge] = false;
        return manifest with { Settings = settings };
    }

    private async Task JudgeAsync(
        RunManifest manifest, MeasureOptions options, ServiceTarget target, RunFolder folder, Journal<ConversationResult> journal, ConcurrentDictionary<string, ConversationResult> results, IRunSink sink, CancellationToken cancellationToken)
    {
        // A run that is being judged is no evidence until every conversation has been.
        File.Delete(folder.PathOf(SummaryName));
        folder.Write(manifest);
        ModelEndDates.Warn(target, sink, services.Time, (string)manifest.Settings[ConversationRunSettings.JudgeModel]!);
        using var stage = new JudgeStage(services, new JudgeSettings(
            target, (string)manifest.Settings[ConversationRunSettings.JudgeModel]!, (int)manifest.Settings[ConversationRunSettings.JudgeSamples]!, (string)manifest.Settings[ConversationRunSettings.TranscriptionModel]!, options.Limit));
        int finished = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Ordered(results), parallel, async (conversation, token) =>
        {
            var files = new ConversationFiles(folder, conversation.ConversationId);
            ConversationResult judged = ConversationVerdict.Of(await stage.GradeAsync(WithoutJudge(conversation), files, token));
            journal.Append(judged);
            results[judged.ConversationId] = judged;
            files.Write(judged);
            sink.Progress(new RunProgress($"judge {manifest.RunId}", Interlocked.Increment(ref finished), results.Count, $"{judged.ConversationId} {judged.Outcome}", null));
        });
    }

    /// <summary>The conversation as it was before it was judged.</summary>
    private static ConversationResult WithoutJudge(ConversationResult conversation)
    {
        HashSet<GraderResult> grades = [.. conversation.JudgeGrades];
        return conversation with
        {
            IsJudged = false,
            Grades = new(conversation.Grades.Where(grade => !grades.Contains(grade))),
            Turns = new(conversation.Turns.Select(turn => turn with { Grades = new(turn.Grades.Where(grade => !grades.Contains(grade))) })),
        };
    }

    private void Write(RunFolder folder, RunManifest manifest, ConversationResult[] results)
    {
        ConversationResult[] decided = [.. results.Select(ConversationVerdict.Of)];
        Grader[] graders = ConversationHarness.GradersOf(decided.SelectMany(result => result.Settings.TurnGraders.Concat(result.Settings.TraceGraders)));
        new LiveTable<ConversationRow>(folder, services.Tables, ConversationTable.Columns(graders)).Replace(decided.SelectMany(ConversationRow.Of));
        folder.Write(SummaryName, ConversationSummary.ToJson(manifest, decided, graders));
        folder.Write(manifest);
    }

    private static ConversationResult[] Ordered(ConcurrentDictionary<string, ConversationResult> results) => [.. results.Values.OrderBy(result => result.ConversationNumber)];
}
