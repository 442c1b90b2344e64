using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One problem in an input file.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Row">The row as an editor counts it, from 1 with the header as row 1; null when the whole file is meant.</param>
/// <param name="Column">The column's name or the JSON path; null when the whole row is meant.</param>
/// <param name="Found">What the file has there.</param>
/// <param name="Expected">What it should have there.</param>
public sealed record DataProblem(string File, int? Row, string? Column, string Found, string Expected)
{
    /// <summary>Returns the file, the row, the column, what was found and what was expected on one line.</summary>
    public override string ToString()
    {
        string place = File;
        if (Row is int row) place += FormattableString.Invariant($", row {row}");
        if (Column is not null) place += $", {Column}";
        return VisibleText.Of($"{place}: {Found}; expected {Expected}.");
    }
}
