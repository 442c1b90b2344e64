using System.Text.Json;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Gates;

/// <summary>
/// Compares results that name the folder of their run with the journal in it, where it is there: what the two say differently was changed
/// on the way. Results whose folder is gone, as on another machine, are taken at their word.
/// </summary>
internal static class JournalCheck
{
    private const string StartedAt = "started_at";
    private const string TurnIndex = "turn_index";

    /// <summary>Cases that are named one by one.</summary>
    private const int Limit = 20;

    /// <summary>What every row of a conversation's table says of the whole, and what only one of them says.</summary>
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

    /// <summary>What is different. A time that can be read in two ways becomes that of the journal, where it is one of the two.</summary>
    /// <param name="runId">The run that the results say they are of.</param>
    /// <param name="runPath">The folder that they say it is in; empty where they do not.</param>
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
            // Evidence that cannot be compared is none.
            return [Unreadable($"the results cannot be compared with the journal in '{runPath}': {exception.Message}")];
        }
    }

    /// <summary>The newest line of each case; null for a journal that is not as the run wrote it.</summary>
    private static Dictionary<string, EvidenceRow>? Read(IStoredRun stored)
    {
        var results = new List<JsonElement>();
        RunIntegrity integrity = stored.Inspect(results.Add);
        if (integrity.AreResultsChanged) return null;
        if (integrity.Unreadable is EvalException unreadable) throw unreadable;
        var newest = new Dictionary<string, EvidenceRow>(StringComparer.OrdinalIgnoreCase);
        foreach (EvidenceRow row in results.Select(EvidenceRow.Of)) newest[row.TrialId] = row;
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

        // In a table a row is a turn, and says some things of the whole too.
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
    /// Whether the time is that of the journal, to the second or minute that a culture writes. Of two readings the one that is becomes the
    /// row's.
    /// </summary>
    private static bool Settle(EvidenceRow row, string mine, string told)
    {
        if (EvidenceTime.Read(told) is not DateTimeOffset time) return false;
        IReadOnlyList<DateTimeOffset> readings = EvidenceTime.Readings(mine);
        bool isSame = readings.Any(reading => time - reading >= TimeSpan.Zero && time - reading < TimeSpan.FromMinutes(1));

        // What is no time at all is none, whatever the journal says.
        if (!isSame) return mine.Length == 0 || readings.Count == 0;
        if (readings.Count > 1) row.Set(StartedAt, told);
        return true;
    }

    /// <summary>Whether a text is what the journal says, written in another way or not legible.</summary>
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
    /// A word such as server_vad is ServerVad elsewhere, an empty list is nothing, and a table guards what a spreadsheet would take for a
    /// formula.
    /// </summary>
    private static string Plain(string text) =>
        text == "[]" ? "" : string.Concat(SpreadsheetCell.TextOf(text).Where(letter => letter != '_' && !char.IsWhiteSpace(letter)));

    private static GateFinding Changed(string message) => new(GateReason.EvidenceChanged, message);

    private static GateFinding Unreadable(string message) => new(GateReason.EvidenceUnreadable, message);
}
