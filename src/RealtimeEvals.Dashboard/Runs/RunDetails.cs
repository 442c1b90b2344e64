using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>Finds what the tabs of a run's page show.</summary>
/// <param name="book">The runs of the store.</param>
/// <param name="shelf">The runs as their reports show them.</param>
/// <param name="pages">Makes HTML of lines.</param>
internal sealed class RunDetails(RunBook book, RunShelf shelf, LinePages pages)
{
    /// <summary>Events on a page.</summary>
    public const int EventsOnPage = 200;

    /// <summary>Returns the cases of a run, those that did not pass first; interviews without a result last.</summary>
    public IReadOnlyList<RunCase> CasesOf(RunEntry entry)
    {
        IReadOnlyList<BenchmarkRun> interviews = book.InterviewsOf(entry);
        var keys = interviews.ToDictionary(IdOf, one => one.Key, StringComparer.OrdinalIgnoreCase);
        RunCase[] done =
        [
            .. (shelf.Find(entry)?.Cases ?? []).Select(line =>
                new RunCase(line.Id, line.Outcome, line.Why, keys.GetValueOrDefault(line.Id), HasEvidence: true)),
        ];
        HashSet<string> known = new(done.Select(one => one.Id), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. done,
            .. interviews.Where(one => !known.Contains(IdOf(one)))
                .Select(one => new RunCase(IdOf(one), one.Outcome, one.Rationale, one.Key, HasEvidence: false)),
        ];
    }

    /// <summary>Returns a case of a run.</summary>
    /// <param name="entry">The run.</param>
    /// <param name="caseId">The case; empty for the first one.</param>
    /// <returns>The case; null when there is none at all.</returns>
    /// <exception cref="EvalException"><c>CaseNotFound</c>.</exception>
    public RunCase? Find(RunEntry entry, string caseId)
    {
        IReadOnlyList<RunCase> cases = CasesOf(entry);
        if (caseId.Length == 0) return cases.Count > 0 ? cases[0] : null;
        return cases.FirstOrDefault(one => one.Id.Equals(caseId, StringComparison.OrdinalIgnoreCase))
            ?? throw EvalErrors.CaseNotFound(caseId, entry.RunPath, [.. cases.Select(one => one.Id)]);
    }

    /// <summary>Returns an interview of the store.</summary>
    /// <param name="one">The case.</param>
    /// <param name="parts">What belongs to it.</param>
    /// <exception cref="EvalException"><c>CaseNotFound</c>: the case is no interview.</exception>
    public BenchmarkRun InterviewOf(RunCase one, BenchmarkParts parts) =>
        (one.InterviewKey > 0 ? StoredBenchmarks.Find(book.Store, one.InterviewKey, parts) : null)
            ?? throw EvalErrors.CaseNotFound(one.Id, book.Store.Path, []);

    /// <summary>Returns what was said in a case, as HTML.</summary>
    public string ConversationOf(RunEntry entry, RunCase one) => one.HasEvidence && shelf.Find(entry) is RunView view
        ? view.Conversation(one.Id)
        : pages.Conversation(InterviewOf(one, BenchmarkParts.Turns));

    /// <summary>Returns both sides of a case with their sound, as HTML; empty when there is none.</summary>
    public string SoundOf(RunEntry entry, RunCase one) =>
        one.HasEvidence && shelf.Find(entry) is RunView view ? view.Sound(one.Id) : "";

    /// <summary>Returns the section of a run in its report, as HTML; empty when it has no result yet.</summary>
    public string ReportOf(RunEntry entry) => shelf.Find(entry)?.Section() ?? "";

    /// <summary>Returns what was said in a case.</summary>
    public IReadOnlyList<CaseTurn> TurnsOf(RunEntry entry, RunCase one) => one.HasEvidence && shelf.Find(entry) is RunView view
        ? view.TurnsOf(one.Id)
        : [.. InterviewOf(one, BenchmarkParts.Turns).Turns.Select(turn => new CaseTurn(
            turn.Number,
            turn.Speaker == Speaker.Participant ? turn.Text : "",
            turn.Speaker == Speaker.Agent ? turn.Text : "",
            turn.LatencyFirstAudioMs))];

    /// <summary>Returns the path of a file of a run; null when it has none with that id.</summary>
    public string? FileOf(RunEntry entry, string fileId) => shelf.Find(entry)?.FileOf(fileId);

    /// <summary>Returns a part of the events of a case.</summary>
    /// <param name="entry">The run.</param>
    /// <param name="one">The case.</param>
    /// <param name="place">Where to begin: 0, or the place that the part before named.</param>
    /// <param name="count">The most events.</param>
    /// <param name="words">What the type or the source of each event must have in it; empty for all events.</param>
    public EventLogPage EventsOf(RunEntry entry, RunCase one, long place, int count, string words = "")
    {
        if (LogOf(entry, one) is { Length: > 0 } log && File.Exists(log)) return EventLogPage.Read(log, place, count, words);
        if (one.InterviewKey == 0) return new EventLogPage([], null);
        int after = (int)Math.Clamp(place, 0, int.MaxValue);
        IReadOnlyList<BenchmarkEvent> found = book.Store.ReadEvents(one.InterviewKey, after, count + 1);
        DateTimeOffset? start = found.Count > 0 ? InterviewOf(one, BenchmarkParts.None).StartedAt : null;
        return new EventLogPage(
            EventLine.Folded(found.Take(count).Select(item => LineOf(item, start)).Where(line => line.Has(words))),
            found.Count > count ? found[count - 1].Number : null);
    }

    /// <summary>Returns the content of an event, or of several that follow each other.</summary>
    /// <param name="entry">The run.</param>
    /// <param name="one">The case.</param>
    /// <param name="place">The place of the event.</param>
    /// <param name="count">How many events.</param>
    public string RawOf(RunEntry entry, RunCase one, long place, int count)
    {
        if (LogOf(entry, one) is { Length: > 0 } log && File.Exists(log)) return EventLogPage.Raw(log, place, count);
        if (one.InterviewKey == 0 || place is < 1 or > int.MaxValue) return "";
        IReadOnlyList<BenchmarkEvent> found = book.Store.ReadEvents(one.InterviewKey, (int)place - 1, EventsOnPage);
        IEnumerable<BenchmarkEvent> alike = found.Where(item => item.Action == found[0].Action && item.Source == found[0].Source);
        return string.Join("\n\n", alike.Take(Math.Max(1, count)).Select(item => item.Data));
    }

    private string LogOf(RunEntry entry, RunCase one) =>
        one.HasEvidence && shelf.Find(entry) is RunView view ? view.EventLogOf(one.Id)
        : entry.RunPath.Length > 0 ? RunView.EventLogIn(entry.RunPath, one.Id)
        : "";

    private static EventLine LineOf(BenchmarkEvent item, DateTimeOffset? start) => new(
        item.Number,
        (item.At - start)?.TotalMilliseconds is >= 0 and double passed ? passed : null,
        0,
        item.Source,
        item.Action,
        1,
        FormattableString.Invariant($"{item.Number}"));

    private static string IdOf(BenchmarkRun one) => one.ConversationId.Length > 0 ? one.ConversationId : one.Id;
}
