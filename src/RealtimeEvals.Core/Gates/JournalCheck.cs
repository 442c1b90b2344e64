using System.Text.Json;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Gates;

/// <summary>
/// Compares results that name the folder of their run with the journal in it, if it exists. A difference means that the results were
/// changed after the run. Results whose folder does not exist, such as those of another machine, cannot be compared.
/// </summary>
internal static class JournalCheck
{
    private const string StartedAt = "started_at";
    private const string TurnIndex = "turn_index";

    /// <summary>The maximum number of cases that are named individually.</summary>
    private const int Limit = 20;

    /// <summary>The columns of a conversation's table that every row repeats, and those that only one row holds.</summary>
    private static readonly string[] OfWhole =
    [
        "outcome",
        "provider",
        "run_id",
        "planned",
        "data_cases",
        "data_sha256",
        "simulation_id",
        "trial",
        "turn_count",
        "tags",
    ];

    /// <summary>Returns the differences. An ambiguous time is replaced by that of the journal if it is one of its readings.</summary>
    /// <param name="runId">The run id in the results.</param>
    /// <param name="runPath">The folder of the run in the results; empty when they do not name it.</param>
    /// <param name="rows">The results.</param>
    public static IReadOnlyList<GateFinding> Find(string runId, string runPath, IReadOnlyList<EvidenceRow> rows)
    {
        if (runPath.Length == 0 || !Directory.Exists(runPath)) return [];
        try
        {
            if (RunStores.Find(runPath) is not IStoredRun stored)
            {
                string message = $"there is no run.json in '{runPath}' that can be read, "
                    + "so that nobody can tell whether the results are what the run wrote.";
                return [Unreadable(message)];
            }

            if (stored.Manifest.RunId != runId)
            {
                return [Changed($"the results are of the run '{runId}', and in '{runPath}' is the run '{stored.Manifest.RunId}'.")];
            }

            return [.. Compare(Read(stored), rows)];
        }
        catch (Exception exception)
        {
            // Evidence that cannot be compared counts as none.
            return [Unreadable($"the results cannot be compared with the journal in '{runPath}': {exception.Message}")];
        }
    }

    /// <summary>Returns the newest line of each case; null when the journal was changed after the run.</summary>
    private static Dictionary<string, EvidenceRow>? Read(IStoredRun stored)
    {
        var results = new List<JsonElement>();
        RunIntegrity integrity = stored.Inspect(results.Add);
        if (integrity.AreResultsChanged) return null;
        if (integrity.Unreadable is EvalException unreadable) throw unreadable;
        var pool = new EvidencePool();
        var newest = new Dictionary<string, EvidenceRow>(StringComparer.OrdinalIgnoreCase);
        foreach (EvidenceRow row in results.Select(result => EvidenceRow.Of(result, pool))) newest[row.TrialId] = row;
        return newest;
    }

    private static IEnumerable<GateFinding> Compare(Dictionary<string, EvidenceRow>? journal, IReadOnlyList<EvidenceRow> rows)
    {
        if (journal is null)
        {
            yield return Changed("the journal of the run is not as the run wrote it.");
            yield break;
        }

        int count = 0;
        foreach (IGrouping<string, EvidenceRow> one in rows.GroupBy(row => row.TrialId, StringComparer.OrdinalIgnoreCase))
        {
            string found = journal.TryGetValue(one.Key, out EvidenceRow? told)
                ? string.Join(", ", one.SelectMany(row => Differences(row, told)).Distinct(StringComparer.Ordinal).Take(3))
                : "the journal of the run has no such case";
            if (found.Length > 0 && ++count <= Limit)
            {
                yield return Changed($"{(one.Key.Length > 0 ? one.Key : "a case without a name")}: {found}.");
            }
        }

        if (count > Limit) yield return Changed(FormattableString.Invariant($"{count - Limit} more cases are not what the journal says."));
    }

    private static IEnumerable<string> Differences(EvidenceRow row, EvidenceRow journal)
    {
        if (!row.Has(TurnIndex))
        {
            return
            [
                .. Of(row, journal, row.Names),
                .. row.TurnRows.SelectMany(turn => Turn(turn, journal) is EvidenceRow told
                    ? Of(turn, told, turn.Names)
                    : [$"the journal has no turn {turn.Text(TurnIndex)}"]),
            ];
        }

        // A row of a table is one turn, but also repeats columns of the whole conversation.
        if (Turn(row, journal) is not EvidenceRow same) return Of(row, journal, OfWhole);
        bool isWhole = row.Text("outcome").Length > 0;
        return
        [
            .. Of(row, same, row.Names.Except(OfWhole, StringComparer.Ordinal)),
            .. Of(row, journal, OfWhole),
            .. isWhole ? Of(row, journal, row.Names.Where(name => !same.Has(name))) : [],
        ];
    }

    private static EvidenceRow? Turn(EvidenceRow row, EvidenceRow journal) =>
        journal.TurnRows.FirstOrDefault(turn => Same(row.Text(TurnIndex), turn.Text(TurnIndex)));

    private static IEnumerable<string> Of(EvidenceRow row, EvidenceRow journal, IEnumerable<string> names)
    {
        foreach (string name in names.Where(name => row.Has(name) && journal.Has(name)).ToArray())
        {
            (string mine, string told) = (row.Text(name), journal.Text(name));
            if (name == StartedAt && Settle(row, mine, told)) continue;
            if (name == "run_path" || (name == "outcome" && mine.Length == 0 && row.Has(TurnIndex))) continue;
            if (name.EndsWith("_path", StringComparison.Ordinal) ? mine.Length == 0 != (told.Length == 0) : !MaySay(mine, told))
            {
                yield return $"{name} is '{VisibleText.Start(mine, 40)}' and in the journal '{VisibleText.Start(told, 40)}'";
            }
        }
    }

    /// <summary>
    /// Whether a time agrees with that of the journal, to the precision of seconds or minutes that cultures write. An ambiguous time is
    /// replaced in the row by that of the journal.
    /// </summary>
    private static bool Settle(EvidenceRow row, string mine, string told)
    {
        if (EvidenceTime.Read(told) is not DateTimeOffset time) return false;
        IReadOnlyList<DateTimeOffset> readings = EvidenceTime.Readings(mine);
        bool isSame = readings.Any(reading => time - reading >= TimeSpan.Zero && time - reading < TimeSpan.FromMinutes(1));

        // A text that is not a time is accepted here; its age is reported as unknown elsewhere.
        if (!isSame) return mine.Length == 0 || readings.Count == 0;
        if (readings.Count > 1) row.Set(StartedAt, told);
        return true;
    }

    /// <summary>Whether a text may be that of the journal, written in another way or unreadable.</summary>
    private static bool MaySay(string mine, string told) =>
        Same(mine, told)
        || told.StartsWith('{')
        || told.StartsWith("[{", StringComparison.Ordinal)
        || told.StartsWith("[[", StringComparison.Ordinal)
        || mine.Contains('\uFFFD', StringComparison.Ordinal)
        || (EvidenceRow.IsNumber(told) && mine.Length > 0 && !EvidenceRow.IsNumber(mine));

    private static bool Same(string mine, string told)
    {
        if (EvidenceRow.IsNumber(mine, out double number) && EvidenceRow.IsNumber(told, out double other)) return number.Equals(other);
        return Plain(mine).Equals(Plain(told), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Normalizes a text: server_vad is also written ServerVad, an empty list is blank, and tables guard cells that a spreadsheet would
    /// take for a formula.
    /// </summary>
    private static string Plain(string text) =>
        text == "[]" ? "" : string.Concat(SpreadsheetCell.TextOf(text).Where(letter => letter != '_' && !char.IsWhiteSpace(letter)));

    private static GateFinding Changed(string message) => new(GateReason.EvidenceChanged, message);

    private static GateFinding Unreadable(string message) => new(GateReason.EvidenceUnreadable, message);
}
