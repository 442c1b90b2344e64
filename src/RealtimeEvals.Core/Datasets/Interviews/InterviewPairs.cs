using System.Globalization;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Interviews;

/// <summary>Reads pairs of prompts, from a table or from words such as <c>clinic-intake-interviewer=patient-participant</c>.</summary>
internal static class InterviewPairs
{
    private const string IdColumn = "interview_id";
    private const string CueColumn = "end_cue";
    private const string LineColumn = "first_line";
    private const string TurnsColumn = "max_turns";
    private const string TagsColumn = "tags";
    private const string TrialsColumn = "trials";
    private const char Between = '=';

    /// <summary>Reads a table with the columns interviewer and participant; every other column may be missing or blank.</summary>
    /// <returns>The interviews without problems.</returns>
    public static IReadOnlyList<Interview> Read(
        string path, InterviewSettings settings, ITableFormat tables, ICollection<DataProblem> problems, Action<string> warn)
    {
        string[] optional = [IdColumn, CueColumn, LineColumn, TurnsColumn, TagsColumn, TrialsColumn];
        string[] required = [InterviewPair.InterviewerName, InterviewPair.ParticipantName];
        if (TableFile.Read(path, required, optional, tables, problems, warn) is not TableFile table) return [];
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var maker = new InterviewMaker(settings);
        var interviews = new List<Interview>();
        foreach ((_, TableRow row) in table.Rows)
        {
            int before = table.ProblemCount;
            InterviewPair pair = PairOf(table, row);
            if (!seen.TryAdd(pair.Id, row.Number))
            {
                string found = FormattableString.Invariant($"'{pair.Id}' stands in row {seen[pair.Id]} already");
                table.Report(row, IdColumn, found, "an id of its own, where a pair stands twice too");
            }
            else if (!SafeFileName.IsSafe(pair.Id))
            {
                table.Report(row, IdColumn, $"'{TableFile.Shorten(pair.Id)}'", SafeFileName.Rule);
            }

            Interview? made = maker.Make(pair, (column, found, expected) => table.Report(row, column, found, expected));
            if (made is not null && table.ProblemCount == before) interviews.Add(made);
        }

        return interviews;
    }

    /// <summary>Reads pairs that are written in words.</summary>
    /// <param name="written">The pairs, each <c>interviewer=participant</c>.</param>
    /// <param name="settings">What the interviews have in common.</param>
    /// <param name="problems">Receives one sentence for each problem.</param>
    /// <returns>The interviews without problems.</returns>
    public static IReadOnlyList<Interview> Parse(IReadOnlyList<string> written, InterviewSettings settings, ICollection<string> problems)
    {
        var maker = new InterviewMaker(settings);
        var interviews = new List<Interview>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string one in written)
        {
            string[] names = one.Split(Between, 2, StringSplitOptions.TrimEntries);
            if (names is not [{ Length: > 0 } asks, { Length: > 0 } answers])
            {
                problems.Add(
                    $"The pair '{TableFile.Shorten(one)}' is not an interviewer's and a participant's prompt joined by '{Between}'.");
                continue;
            }

            string id = InterviewPair.IdOf(asks, answers);
            if (!seen.Add(id)) problems.Add($"The pair '{one}' is given twice; to hold it several times, ask for trials.");
            Interview? made = maker.Make(
                new InterviewPair(id, asks, answers),
                (side, found, expected) => problems.Add($"The {side} of '{one}': found {found}; expected {expected}."));
            if (made is not null) interviews.Add(made);
        }

        return interviews;
    }

    private static InterviewPair PairOf(TableFile table, TableRow row)
    {
        string asks = table.Cell(row, InterviewPair.InterviewerName).Trim();
        string answers = table.Cell(row, InterviewPair.ParticipantName).Trim();
        string id = table.Cell(row, IdColumn).Trim();
        return new InterviewPair(id.Length > 0 ? id : InterviewPair.IdOf(asks, answers), asks, answers)
        {
            EndCue = table.Cell(row, CueColumn).Trim(),
            FirstLine = table.Cell(row, LineColumn).Trim(),
            MaximumTurns = Number(table, row, TurnsColumn, SimulationFile.MaximumTurns),
            Tags = table.Cell(row, TagsColumn).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Trials = Math.Max(1, Number(table, row, TrialsColumn, SimulationFile.MaximumTrials)),
        };
    }

    private static int Number(TableFile table, TableRow row, string column, int most)
    {
        string written = table.Cell(row, column).Trim();
        if (written.Length == 0) return 0;
        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most)
        {
            return number;
        }

        table.Report(
            row, column, $"'{TableFile.Shorten(written)}'", FormattableString.Invariant($"a whole number from 1 to {most}, or nothing"));
        return 0;
    }
}
