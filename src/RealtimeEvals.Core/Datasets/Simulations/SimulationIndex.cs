using System.Globalization;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Reads and checks the index of simulations and every simulation in it.</summary>
public static class SimulationIndex
{
    private const string IdColumn = "simulation_id";
    private const string PathColumn = "simulation_path";
    private const string EnabledColumn = "enabled";
    private const string TurnsColumn = "max_turns_override";

    /// <summary>Reads the enabled simulations of <paramref name="path"/>.</summary>
    /// <param name="path">
    /// A CSV file with the columns simulation_id and simulation_path, and optionally enabled and max_turns_override; others are ignored.
    /// </param>
    /// <param name="overrides">Values that replace those of the files, and defaults.</param>
    /// <param name="tables">Reads the CSV.</param>
    /// <param name="problems">Receives all problems.</param>
    /// <param name="warn">Receives warnings about rows left out and settings that may not work as intended; null to ignore them.</param>
    /// <returns>The simulations without problems.</returns>
    public static IReadOnlyList<Simulation> Read(
        string path, SimulationOverrides overrides, ITableFormat tables, ICollection<DataProblem> problems, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(problems);
        if (TableFile.Read(path, [IdColumn, PathColumn], [EnabledColumn, TurnsColumn], tables, problems,
            warn) is not TableFile table) return [];
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var warned = new HashSet<string>(StringComparer.Ordinal);
        var files = new AgentFileReader(problems);
        var simulations = new List<Simulation>();
        int enabled = 0;
        foreach ((_, TableRow row) in table.Rows)
        {
            int before = table.ProblemCount;
            table.CheckId(row, IdColumn, seen);
            int turns = ReadTurns(table, row);
            bool isEnabled = IsEnabled(table, row);
            string? file = isEnabled ? FindFile(table, row) : null;
            if (!isEnabled) continue;
            enabled++;
            if (file is null) continue;
            bool isRight = table.ProblemCount == before;
            var reader = new SimulationFile(table.Cell(row, IdColumn), file, turns, overrides, files, problems, WarnOnce);
            if (reader.Read() is Simulation simulation && isRight) simulations.Add(simulation);
        }

        if (enabled == 0 && problems.Count == 0)
        {
            problems.Add(new DataProblem(path, null, EnabledColumn, "no simulation is enabled", "true in at least one row"));
        }

        return simulations;

        void WarnOnce(string text)
        {
            if (warned.Add(text)) warn?.Invoke(text);
        }
    }

    private static string? FindFile(TableFile table, TableRow row)
    {
        string written = table.Cell(row, PathColumn).Trim();
        if (written.Length == 0)
        {
            table.Report(row, PathColumn, "blank", "the path of a simulation");
            return null;
        }

        if (ListedFile.FindProblem(table.Path, written) is not string fault) return ListedFile.FullPath(table.Path, written);
        table.Report(
            row,
            PathColumn,
            $"'{TableFile.Shorten(written)}' {fault}",
            "a file that exists, in or below the folder of this table or by its absolute path");
        return null;
    }

    /// <summary>
    /// Whether a row is enabled: all are without the column, and only those with true if there is one, as in the realtime evals of OpenAI's
    /// cookbook.
    /// </summary>
    private static bool IsEnabled(TableFile table, TableRow row)
    {
        if (!table.Has(EnabledColumn)) return true;
        string written = table.Cell(row, EnabledColumn).Trim();
        if (bool.TryParse(written, out bool enabled)) return enabled;
        if (written.Length > 0)
        {
            table.Report(row, EnabledColumn, $"'{TableFile.Shorten(written)}'", "true, false or nothing, which is false");
        }

        return false;
    }

    private static int ReadTurns(TableFile table, TableRow row)
    {
        string written = table.Cell(row, TurnsColumn).Trim();
        if (written.Length == 0) return 0;
        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out int turns) && turns <= SimulationFile.MaximumTurns)
        {
            return turns;
        }

        string expected = FormattableString.Invariant(
            $"a whole number from 1 to {SimulationFile.MaximumTurns}; 0 or nothing for that of the file");
        table.Report(row, TurnsColumn, $"'{TableFile.Shorten(written)}'", expected);
        return 0;
    }
}
