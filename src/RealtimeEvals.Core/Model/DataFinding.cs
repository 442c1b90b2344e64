namespace RealtimeEvals.Model;

/// <summary>Something that is wrong in a file of data: a run would refuse it before anything is sent.</summary>
public sealed record DataFinding
{
    /// <summary>The data set in which it was found: the path of the table, the set or the file that was checked.</summary>
    public required string DataPath { get; init; }

    /// <summary>What that data set is; <see cref="DataSetKind.Auto"/> where its content does not say.</summary>
    public required DataSetKind Kind { get; init; }

    /// <summary>The file that is wrong: the data set itself, or one that it names, such as a simulation or the tools.</summary>
    public required string File { get; init; }

    /// <summary>The row as an editor counts it, from 1 with the header as row 1; null when the whole file is meant.</summary>
    public int? Row { get; init; }

    /// <summary>The column; empty when the whole row or a place in JSON is meant.</summary>
    public string Column { get; init; } = "";

    /// <summary>The place in JSON, such as <c>$.turns.max_turns</c>; empty when there is none.</summary>
    public string JsonPath { get; init; } = "";

    /// <summary>What the file has there.</summary>
    public required string Found { get; init; }

    /// <summary>What it should have there.</summary>
    public required string Expected { get; init; }

    /// <summary>Returns the finding of a problem.</summary>
    /// <param name="problem">The problem, as the readers of data report it.</param>
    /// <param name="dataPath">The data set.</param>
    /// <param name="kind">What it is.</param>
    internal static DataFinding Of(DataProblem problem, string dataPath, DataSetKind kind)
    {
        bool isJson = problem.Column is ['$', ..] || (kind == DataSetKind.Refusal && problem.Column is not null);
        return new DataFinding
        {
            DataPath = dataPath,
            Kind = kind,
            File = problem.File,
            Row = problem.Row,
            Column = isJson ? "" : problem.Column ?? "",
            JsonPath = !isJson ? "" : problem.Column is ['$', ..] ? problem.Column : $"$.{problem.Column}",
            Found = problem.Found,
            Expected = problem.Expected,
        };
    }

    /// <summary>Returns the file, the place, what was found and what was expected on one line.</summary>
    public override string ToString()
    {
        string place = Column.Length > 0 ? Column : JsonPath;
        return new DataProblem(File, Row, place.Length > 0 ? place : null, Found, Expected).ToString();
    }
}
