namespace RealtimeEvals.Transcripts.Programs;

/// <summary>What a program prints around its result, and what its exit codes mean.</summary>
/// <param name="Prefix">The word with which every marker starts.</param>
/// <param name="PythonHost">The file of the product that runs a Python file; empty when the Python file is run itself.</param>
/// <param name="ImportError">The exit code that says that something could not be imported; null when there is none.</param>
internal sealed record ProgramContract(string Prefix, string PythonHost = "", int? ImportError = null)
{
    /// <summary>That of tests of conversations.</summary>
    public static ProgramContract Test { get; } = new("BENCHMARK", PythonHost: "run_python_test.py");

    /// <summary>That of scorers.</summary>
    public static ProgramContract Scorer { get; } = new("VCDR", ImportError: 2);

    public string ResultStart => $"{Prefix}_RESULT_START";

    public string ResultEnd => $"{Prefix}_RESULT_END";

    public string ErrorStart => $"{Prefix}_ERROR_START";

    public string ErrorEnd => $"{Prefix}_ERROR_END";
}
