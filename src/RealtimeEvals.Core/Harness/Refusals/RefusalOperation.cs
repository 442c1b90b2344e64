using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>
/// The refusal smoke: a model gets requests that an agent should help with and requests that it should decline, and must decide every one
/// correctly. Emits a <see cref="RefusalResult"/> when a row has been answered, after it has been written to disk.
/// </summary>
/// <param name="services">The external services and the clock.</param>
/// <param name="hosted">Creates runs that a service runs and grades.</param>
public sealed class RefusalOperation(EvalServices services, HostedRows hosted)
{
    /// <summary>Checks all input, then has the rows answered.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="sink">Takes the rows, or only the <see cref="RunPlan"/> if the run is not confirmed.</param>
    /// <param name="cancellationToken">Cancels the run; everything finished so far stays readable.</param>
    /// <returns>The result of the whole run, whatever the outcomes of its rows; null if the run was not confirmed.</returns>
    /// <exception cref="EvalException">Nothing was run, or evidence could not be written; see the error id.</exception>
    public Task<RefusalSmokeResult?> RunAsync(RefusalOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        return RedactedOperation.RunAsync(options.Target, sink, quiet => SmokeAsync(options, quiet, cancellationToken));
    }

    private async Task<RefusalSmokeResult?> SmokeAsync(RefusalOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        CallerSpeech asked = options.CallerSpeech;
        options = WithSource(options);
        var dataset = RefusalDataset.Read(options.DataPath);
        List<string> problems = [.. options.FindProblems()];
        if (dataset.Lines > options.MaximumLines)
        {
            problems.Add(FormattableString.Invariant(
                $"The smoke set has {dataset.Lines} lines; {options.MaximumLines} are allowed."));
        }

        if (problems.Count > 0) throw EvalErrors.InvalidSetting(problems);
        HostedEvalsEnd.Refuse(options, services.Time);
        ReplayedRows? replay = options.Backend == RefusalBackend.Replay ? ReplayedRows.Read(options.AnswersPath, dataset) : null;
        Warn(options, sink);
        if (options.Speaks) ModelEndDates.Warn(options.Target, sink, services.Time, asked);
        var prompts = RefusalPrompts.Read(options.AgentPromptPath);
        await using var harness = new RefusalHarness(services, hosted, options, dataset, prompts, replay, sink);
        var rows = new RefusalResultCollector(sink);
        await HarnessOperation.RunAsync(harness, services, rows, cancellationToken);
        return rows.IsPlanned ? null : Quiet(Conclude(options, dataset, harness.Hosted, rows.Rows), options.Target.Redactor);
    }

    /// <summary>Returns the options with the speech source of this run.</summary>
    private RefusalOptions WithSource(RefusalOptions options) => options with
    {
        SpeechSource = SpeechChoice.Of(options.CallerSpeech, options.Target, SpeechChoice.OfResumed(options), services.Time),
        SpeechMayChange = options is { SpeechSource: SpeechSource.Auto, SpeechModel: "" },
    };

    private void Warn(RefusalOptions options, IRunSink sink)
    {
        if (options.Backend != RefusalBackend.Replay)
        {
            ModelEndDates.Warn(
                options.Target, sink, services.Time, options.Speaks ? [options.Model, options.AgentModel] : [options.Model]);
        }

        if (HostedEvalsEnd.Warning(options, services.Time) is string warning) sink.Warning(warning);
    }

    private RefusalSmokeResult Conclude(
        RefusalOptions options, RefusalDataset dataset, HostedRun? hosted, IReadOnlyList<RefusalResult> rows)
    {
        var problems = new List<string>();
        RefusalCounts counts = hosted is null ? CountOf(rows) : HostedCounts.Read(hosted.Counts, problems);
        if (options.IsHosted && hosted is null)
        {
            problems.Add("All rows were kept from an earlier hosted run, whose counts are not known; start a new one.");
        }

        string status = hosted?.Status ?? SmokeGate.Completed;
        problems.AddRange(SmokeGate.FindProblems(options, dataset, rows, status, counts, services.Time.GetUtcNow()));
        return new RefusalSmokeResult
        {
            TimestampUtc = services.Time.GetUtcNow(),
            Dataset = options.DataName,
            DatasetLines = dataset.Lines,
            DatasetSha256 = dataset.Sha256,
            Model = options.Speaks ? options.AgentModel : options.Model,
            FileId = Named(hosted?.FileId, "local-file"),
            EvalId = Named(hosted?.EvalId, "local-eval"),
            RunId = Named(hosted?.RunId, rows.Select(row => row.RunId).FirstOrDefault("")),
            ReportUrl = hosted?.ReportUrl,
            Status = status,
            ResultCounts = counts,
            FailRate = counts.FailRate,
            GateKey = options.GateKey,
            GatePass = problems.Count == 0,
            Provider = string.Join("; ", rows.Select(row => row.Provider).Distinct(StringComparer.Ordinal)),
            Backend = options.Backend,
            Voice = options.Speaks,
            GateReasons = new(problems),
            RunPath = rows.Select(row => row.RunPath).FirstOrDefault(""),
            Rows = new(rows.OrderBy(row => row.CaseNumber)),
        };
    }

    /// <summary>
    /// Returns the result without secrets. A hosted service chooses its own ids, so that they too could contain a secret.
    /// </summary>
    private static RefusalSmokeResult Quiet(RefusalSmokeResult result, Redactor redactor) => result with
    {
        FileId = redactor.Redact(result.FileId),
        EvalId = redactor.Redact(result.EvalId),
        RunId = redactor.Redact(result.RunId),
        ReportUrl = result.ReportUrl is string url ? redactor.Redact(url) : null,
        Status = SmokeGate.IsGood(result.Status) ? result.Status : redactor.Redact(result.Status),
        Provider = redactor.Redact(result.Provider),
        GateReasons = new(result.GateReasons.Select(redactor.Redact)),
    };

    /// <summary>
    /// Returns the counts of rows of the set. A row passes if all of its trials pass, because readers of the file expect one count per row.
    /// </summary>
    private static RefusalCounts CountOf(IReadOnlyCollection<RefusalResult> answers)
    {
        Outcome[] rows = [.. answers.GroupBy(answer => answer.CaseId, StringComparer.Ordinal).Select(OutcomeOf)];
        return new RefusalCounts(
            rows.Length,
            rows.Count(outcome => outcome == Outcome.Pass),
            rows.Count(outcome => outcome == Outcome.Fail),
            rows.Count(outcome => outcome == Outcome.Error));
    }

    private static Outcome OutcomeOf(IEnumerable<RefusalResult> trials)
    {
        if (trials.Any(trial => trial.Outcome is not (Outcome.Pass or Outcome.Fail))) return Outcome.Error;
        return trials.All(trial => trial.Outcome == Outcome.Pass) ? Outcome.Pass : Outcome.Fail;
    }

    /// <summary>
    /// Returns a placeholder for an id that the service did not give, because readers of the result file reject empty ids.
    /// </summary>
    private static string Named(string? id, string otherwise) => string.IsNullOrEmpty(id) ? otherwise : id;
}
