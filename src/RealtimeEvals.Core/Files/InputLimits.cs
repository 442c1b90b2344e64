namespace RealtimeEvals.Files;

/// <summary>The limits on input. Larger input is rejected with a message; <c>docs/limits.md</c> lists all limits.</summary>
public static class InputLimits
{
    /// <summary>Maximum size of a table in bytes.</summary>
    public const int TableBytes = 64 * 1024 * 1024;

    /// <summary>Maximum number of rows in a table.</summary>
    public const int TableRows = 100_000;

    /// <summary>Maximum number of columns in a table.</summary>
    public const int TableColumns = 1_000;

    /// <summary>Maximum number of characters in a table cell.</summary>
    public const int CellCharacters = 1024 * 1024;

    /// <summary>Maximum size in bytes of a prompt, a tools file, a simulation, a persona, the sandbox's rules or another text.</summary>
    public const int TextBytes = 4 * 1024 * 1024;

    /// <summary>Maximum size in bytes of a file of JSON lines, such as a smoke set.</summary>
    public const int LinesBytes = 16 * 1024 * 1024;

    /// <summary>Maximum number of lines in a file of JSON lines.</summary>
    public const int Lines = 100_000;

    /// <summary>Maximum size of a policy in bytes.</summary>
    public const int PolicyBytes = 1024 * 1024;

    /// <summary>Maximum number of rules in one set of a policy.</summary>
    public const int PolicyRules = 1_000;

    /// <summary>Maximum size in bytes of a journal or a results table, which are read as streams.</summary>
    public const long EvidenceBytes = 16L * 1024 * 1024 * 1024;

    /// <summary>Maximum size in bytes of one line of a journal: the result of one case.</summary>
    public const int EvidenceLineBytes = 256 * 1024 * 1024;

    /// <summary>Maximum size in bytes of a run summary.</summary>
    public const int SummaryBytes = 64 * 1024 * 1024;

    /// <summary>Maximum size in bytes of a baseline file.</summary>
    public const int BaselineBytes = 128 * 1024 * 1024;

    /// <summary>Maximum size in bytes of an audio file that is replayed, or of one in the speech cache.</summary>
    public const int AudioBytes = 64 * 1024 * 1024;

    /// <summary>Maximum length in hours of all recordings of one table together.</summary>
    public const int RecordingHours = 10;

    /// <summary>Maximum number of problems listed for one file; the others are only counted.</summary>
    public const int Problems = 100;
}
