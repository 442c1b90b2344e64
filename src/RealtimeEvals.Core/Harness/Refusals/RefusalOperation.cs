using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>
/// The refusal smoke: rows that an assistant should help with and rows that it should decline are put to a model, and every one must be
/// told rightly. Emits a <see cref="RefusalResult"/> as each row is answered, after it is on disk.
/// </summary>
/// <param name="services">What the operation needs from outside.</param>
/// <param name="hosted">Runs that a service holds and grades.</param>
public sealed class RefusalOperation(EvalServices services, HostedRows hosted)
{
    /// <summary>Checks all input, then has the rows answered.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="sink">Takes the rows; or the one <see cref="RunPlan"/> when the run is not confirmed.</param>
    /// <param name="cancellationToken">Stops the run; what is finished stays readable.</param>
    /// <returns>The result as a whole, whatever became of the rows; null when the run was not confirmed.</returns>
    /// <exception cref="EvalException">Nothing was run, or evidence could not be written; the error id says which.</exception>
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
        List<string> faults = [.. options.FindFaults()];
        if (dataset.Lines > options.MaximumLines)
        {
            faults.Add(FormattableString.Invariant(
                $"The smoke set has {dataset.Lines} lines; {options.MaximumLines} are allowed."));
        }

        if (faults.Count > 0) throw EvalErrors.InvalidSetting(faults);
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

    /// <summary>The options with the source of speech that counts in this run.</summary>
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
        var faults = new List<string>();
        RefusalCounts counts = hosted is null ? CountOf(rows) : HostedCounts.Read(hosted.Counts, faults);
        if (options.IsHosted && hosted is null)
        {
            faults.Add("All rows were kept from an earlier hosted run, whose counts are not known; start a new one.");
        }

        string status = hosted?.Status ?? SmokeGate.Completed;
        faults.AddRange(SmokeGate.FindFaults(options, dataset, rows, status, counts, services.Time.GetUtcNow()));
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
            GatePass = faults.Count == 0,
            Provider = string.Join("; ", rows.Select(row => row.Provider).Distinct(StringComparer.Ordinal)),
            Backend = options.Backend,
            Voice = options.Speaks,
            GateReasons = new(faults),
            RunPath = rows.Select(row => row.RunPath).FirstOrDefault(""),
            Rows = new(rows.OrderBy(row => row.CaseNumber)),
        };
    }

    /// <summary>The result without secrets: what a hosted service calls its files, evals and runs is its own choice.</summary>
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

    /// <summary>Returns the counts of rows of the set: a row passes with all of its trials, and readers know nothing of trials.</summary>
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

    /// <summary>An id that the service did not give is a word all the same, since readers of the result take no blank.</summary>
    private static string Named(string? id, string otherwise) => string.IsNullOrEmpty(id) ? otherwise : id;
}
