using RealtimeEvals.Files;

namespace RealtimeEvals.Datasets;

/// <summary>Checks the size of a CSV table before it is parsed, which takes many times as much memory.</summary>
public static class TableSize
{
    /// <summary>Returns what is too large, and where; null when nothing is.</summary>
    /// <param name="text">The text of the table.</param>
    public static string? FindProblem(ReadOnlySpan<char> text)
    {
        (int row, int blank, int columns, int characters) = (1, 0, 1, 0);
        bool isQuoted = false;
        foreach (char character in text)
        {
            if (character == '"') isQuoted = !isQuoted;
            if (isQuoted || character is not (',' or '\n' or '\r')) characters++;
            else if (character == ',') (columns, characters) = (columns + 1, 0);
            else if (columns > 1 || characters > 0) (row, columns, characters) = (row + 1, 1, 0);
            else blank++;

            if (characters > InputLimits.CellCharacters)
                return FormattableString.Invariant($"row {row} has a cell of more than {InputLimits.CellCharacters} characters");
            if (columns > InputLimits.TableColumns)
                return FormattableString.Invariant($"row {row} has more than {InputLimits.TableColumns} cells");
            // Doubled, since a line feed after a carriage return counts as a blank row here.
            if ((row > InputLimits.TableRows && (columns > 1 || characters > 0)) || blank > 2 * InputLimits.TableRows)
                return FormattableString.Invariant($"there are more than {InputLimits.TableRows} rows");
        }

        return null;
    }
}
