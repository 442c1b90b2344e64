using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Interviews;

/// <summary>The names of the prompts of a table of pairs, for whoever suggests a pair.</summary>
public static class PairNames
{
    /// <summary>Returns the first pair of a table; null when it has none or cannot be read.</summary>
    /// <param name="path">The absolute path of the table.</param>
    /// <param name="tables">Reads it.</param>
    public static (string Interviewer, string Participant)? First(string path, ITableFormat tables)
    {
        string[] columns = [InterviewPair.InterviewerName, InterviewPair.ParticipantName];
        if (TableFile.Read(path, columns, [], tables, new DataProblems(), static _ => { }) is not TableFile table) return null;
        foreach ((_, TableRow row) in table.Rows) return (table.Cell(row, columns[0]).Trim(), table.Cell(row, columns[1]).Trim());
        return null;
    }
}
