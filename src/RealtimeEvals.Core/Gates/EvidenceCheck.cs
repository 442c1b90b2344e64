using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Gates;

/// <summary>Finds everything in the evidence of a run that prevents a gate from passing, whatever its rules are.</summary>
internal sealed class EvidenceCheck(RunEvidence run, GateOptions options, DateTimeOffset now)
{
    private const string StartedAt = "started_at";

    /// <summary>The starts of the oldest and of the newest case; null when any case does not give one.</summary>
    private readonly (DateTimeOffset Oldest, DateTimeOffset Newest)? _span = SpanOf(run);

    /// <summary>The start of the oldest case; null when any case does not give one.</summary>
    public DateTimeOffset? OldestAt => _span?.Oldest;

    /// <summary>Returns all findings, those from reading the evidence first.</summary>
    public IEnumerable<GateFinding> Find() =>
        [.. run.Findings, .. FindCounts(), .. FindPart(), .. FindProviders(), .. FindJudge(), .. FindAge(), .. FindData()];

    private IEnumerable<GateFinding> FindCounts()
    {
        if (run.Findings.Any(finding => finding.Reason is GateReason.NoEvidence or GateReason.EvidenceUnreadable)) yield break;
        if (run.Planned == 0 && run.Cases.Count == 0)
        {
            yield return new GateFinding(GateReason.EmptyRun, "no case was planned.");
        }
        else if (run.Cases.Count != run.Planned)
        {
            yield return new GateFinding(
                GateReason.CountsDiffer,
                FormattableString.Invariant($"{run.Planned} cases were planned and {run.Cases.Count} have a result."));
        }

        if (run.Count(Outcome.Skipped) is > 0 and int skipped)
        {
            yield return new GateFinding(
                GateReason.UnfinishedRun, FormattableString.Invariant($"{skipped} of {run.Planned} cases were not run."));
        }
    }

    /// <summary>Checks that all cases of the data were run, because a part of them is no evidence for the others.</summary>
    private IEnumerable<GateFinding> FindPart()
    {
        if (options.AllowPartialData || run.Cases.Count == 0) yield break;
        if (run.DataCases == 0)
        {
            yield return new GateFinding(
                GateReason.PartialData,
                "the results do not say how many cases the data holds, so that nobody can tell whether all of them were run.");
        }
        else if (run.Planned < run.DataCases)
        {
            yield return new GateFinding(
                GateReason.PartialData,
                FormattableString.Invariant($"{run.Planned} of {run.DataCases} cases of the data were run."));
        }
        else if (run.Planned > run.DataCases)
        {
            yield return new GateFinding(
                GateReason.CountsDiffer,
                FormattableString.Invariant($"{run.Planned} cases were planned of {run.DataCases} in the data."));
        }
    }

    private IEnumerable<GateFinding> FindProviders()
    {
        foreach (string provider in run.Providers)
        {
            switch (ProviderName.KindOf(provider))
            {
                case ProviderKind.Unknown:
                    yield return new GateFinding(
                        GateReason.ProviderUnknown,
                        string.IsNullOrWhiteSpace(provider) ? "a result does not say who answered." : $"'{provider}' is no service.");
                    break;
                case ProviderKind.Sandbox when !options.AllowSandbox:
                    yield return new GateFinding(GateReason.Sandbox, "the sandbox answered; that is a rehearsal, not evidence.");
                    break;
                case ProviderKind.Replay when !options.AllowSandbox:
                    yield return new GateFinding(GateReason.Replay, "the answers came from a file; that is a rehearsal, not evidence.");
                    break;
                case ProviderKind.DryRun:
                    yield return new GateFinding(GateReason.DryRun, "nothing was run.");
                    break;
                default:
                    break;
            }
        }
    }

    private IEnumerable<GateFinding> FindJudge() => run.Cases
        .Where(one => one.Whole.Text("failure_source") == ConversationResult.JudgeSource
            || one.Turns.Append(one.Whole).Any(row => row.HasFailedGrade))
        .Select(one => new GateFinding(GateReason.JudgeError, $"the judge failed in {one.Id}."));

    private IEnumerable<GateFinding> FindAge()
    {
        if (run.Cases.Count == 0) yield break;
        if (_span is null) yield return new GateFinding(GateReason.TimeUnknown, DescribeLostTime());
        DateTimeOffset? newest = _span?.Newest ?? run.Cases.Select(TimeOf).Max();
        foreach (GateFinding finding in EvidenceAge.Find(OldestAt, newest, options.MaximumAge, now))
        {
            yield return finding;
        }
    }

    private IEnumerable<GateFinding> FindData()
    {
        var known = new Dictionary<string, string[]>(StringComparer.Ordinal);
        IEnumerable<(string, string)> files = run.Cases.Select(one => (one.Whole.Text("data_path"), one.Whole.Text("data_sha256")));
        foreach ((string path, string hash) in files.Distinct())
        {
            string place = PlaceOf(path);
            if (hash.Length == 0)
            {
                yield return new GateFinding(GateReason.DataChanged, "the results bear no hash of the data.");
            }
            else if (!File.Exists(place))
            {
                yield return new GateFinding(
                    GateReason.DataMissing,
                    $"there is no '{place}' to compare with what was run; name the data file where it is now.");
            }
            else if (!Known(place).Contains(hash, StringComparer.OrdinalIgnoreCase))
            {
                yield return new GateFinding(GateReason.DataChanged, $"'{place}' is not what was run.");
            }
        }

        // Each file is read once; otherwise a file that changes in between could match two different hashes.
        string[] Known(string place) => known.TryGetValue(place, out string[]? hashes) ? hashes : known[place] = HashesOf(place);
    }

    /// <summary>
    /// Returns the current path of a data file. Each simulation has its own file, so that the option may name their folder. The recorded
    /// path may come from another operating system.
    /// </summary>
    private string PlaceOf(string path) => options.DataPath.Length == 0 ? path
        : Directory.Exists(options.DataPath) ? Path.Combine(options.DataPath, path[(path.LastIndexOfAny(['/', '\\']) + 1)..])
        : options.DataPath;

    /// <summary>
    /// Returns the accepted hashes of a file. Simulations are hashed as text, so that the hash without the byte order mark is accepted too.
    /// </summary>
    private static string[] HashesOf(string path)
    {
        byte[] content = PlainFile.Read(path, InputLimits.TableBytes);
        return content.AsSpan().StartsWith("\uFEFF"u8) ? [FileHash.Of(content), FileHash.Of(content.AsSpan(3))] : [FileHash.Of(content)];
    }

    private static (DateTimeOffset Oldest, DateTimeOffset Newest)? SpanOf(RunEvidence run)
    {
        (DateTimeOffset Oldest, DateTimeOffset Newest)? span = null;
        foreach (DateTimeOffset? time in run.Cases.Select(TimeOf))
        {
            if (time is not DateTimeOffset known) return null;
            span = span is not (DateTimeOffset oldest, DateTimeOffset newest) ? (known, known)
                : (known < oldest ? known : oldest, known > newest ? known : newest);
        }

        return span;
    }

    /// <summary>Returns the start of the first turn; null when a turn or the whole case does not give one.</summary>
    private static DateTimeOffset? TimeOf(EvidenceCase one)
    {
        DateTimeOffset? whole = EvidenceTime.Read(one.Whole.Text(StartedAt));
        if (one.Turns is [EvidenceRow only] && only.Equals(one.Whole)) return whole;
        DateTimeOffset?[] turns = [.. one.Turns.Select(row => EvidenceTime.Read(row.Text(StartedAt)))];
        return whole is null || turns.Contains(null) ? null : turns.Min() ?? whole;
    }

    /// <summary>
    /// Describes the first time that is ambiguous or unreadable, and what to do about it; or says that a time is missing.
    /// </summary>
    private string DescribeLostTime()
    {
        (EvidenceCase one, string text) = run.Cases.SelectMany(one => one.Turns.Append(one.Whole).Select(row => (one, row.Text(StartedAt))))
            .FirstOrDefault(cell => cell.Item2.Length > 0 && EvidenceTime.Read(cell.Item2) is null);
        if (text is null) return "a result does not say when it was made.";
        string fault = EvidenceTime.Readings(text).Count > 1
            ? "can be read in two ways"
            : "is no date and time that everybody reads alike";
        return $"started_at of {one.Id} is '{text}', which {fault}: {EvidenceTime.Export}.";
    }
}
