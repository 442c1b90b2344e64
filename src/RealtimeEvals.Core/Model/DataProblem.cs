using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One thing that is wrong in an input file.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Row">The row as an editor counts it, from 1 with the header as row 1; null when the file as a whole is meant.</param>
/// <param name="Column">The column's name or the JSON path; null when the row as a whole is meant.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What should stand there.</param>
public sealed record DataProblem(string File, int? Row, string? Column, string Found, string Expected)
{
    /// <summary>One line: file, row, column, what was found and what was expected.</summary>
    public override string ToString()
    {
        string place = File;
        if (Row is int row) place += FormattableString.Invariant($", row {row}");
        if (Column is not null) place += $", {Column}";
        return VisibleText.Of($"{place}: {Found}; expected {Expected}.");
    }
}
