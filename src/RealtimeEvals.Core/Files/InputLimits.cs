namespace RealtimeEvals.Files;

/// <summary>
/// The most that is taken of what others have made. What is larger is refused with a word on it; <c>docs/limits.md</c> has them all.
/// </summary>
public static class InputLimits
{
    /// <summary>Bytes of a table.</summary>
    public const int TableBytes = 64 * 1024 * 1024;

    /// <summary>Rows of a table.</summary>
    public const int TableRows = 100_000;

    /// <summary>Columns of a table.</summary>
    public const int TableColumns = 1_000;

    /// <summary>Characters of a cell of a table.</summary>
    public const int CellCharacters = 1024 * 1024;

    /// <summary>Bytes of a prompt, a tools file, a simulation, a persona, the sandbox's rules or another text.</summary>
    public const int TextBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of a file of JSON lines, such as a smoke set.</summary>
    public const int LinesBytes = 16 * 1024 * 1024;

    /// <summary>Lines of a file of JSON lines.</summary>
    public const int Lines = 100_000;

    /// <summary>Bytes of a policy.</summary>
    public const int PolicyBytes = 1024 * 1024;

    /// <summary>Rules of one set of a policy.</summary>
    public const int PolicyRules = 1_000;

    /// <summary>Bytes of a journal, a results table or a summary of a run.</summary>
    public const int EvidenceBytes = 256 * 1024 * 1024;

    /// <summary>Bytes of an audio file that is replayed, or of the speech cache.</summary>
    public const int AudioBytes = 64 * 1024 * 1024;

    /// <summary>Hours of all recordings of one table together.</summary>
    public const int RecordingHours = 10;

    /// <summary>Problems of one file that are told; the others are counted.</summary>
    public const int Problems = 100;
}
